"""An issue file → its pages and findings in the browser, redrawn at every save: what is shown, and who serves it.

sheets   an issue file → pages as SVG, faces, findings, each line with its place in the file
server   those → a page on this machine's loopback address, for whoever knows its token
page.*   the one page that shows them; no build step, nothing from elsewhere
"""
