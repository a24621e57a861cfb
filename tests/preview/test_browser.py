"""The preview in a real browser: what appears, what a click leads to, what a screen reader is told."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import MINIMAL
from tests.npm import package
from tests.preview.browser import chromium
from tests.preview.serving import Served, serve

pytest.importorskip("starlette")
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
FAULTY = MINIMAL.replace("办结事项98件", "办结事项98件,均已回访")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def served(issue_file: Path) -> Iterator[Served]:
    issue_file.write_text(FAULTY, "utf-8")
    made = serve(issue_file)
    yield made
    made.process.send_signal(signal.SIGINT)
    made.process.wait(10)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The page of the preview; whatever its console says fails the test."""
    opened = browser.new_page(viewport={"width": 1300, "height": 900})
    said: list[str] = []
    opened.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"http://127.0.0.1:{served.port}{served.path}")
    opened.wait_for_selector('section[data-page="1"] svg')
    yield opened
    opened.close()
    assert said == []


def texts(page: Page, number: int = 1) -> list[str]:
    return page.locator(f'section[data-page="{number}"] text').all_text_contents()


def save(page: Page, path: Path, text: str) -> None:
    """Save, and wait until the page has heard of it."""
    before = page.evaluate("document.body.dataset.version")
    path.write_text(text, "utf-8")
    page.wait_for_function("before => document.body.dataset.version !== before", arg=before)


def test_a_save_appears_and_a_bad_one_keeps_the_last_good_pages(page: Page, issue_file: Path):
    assert any("126人次" in line for line in texts(page))
    save(page, issue_file, FAULTY.replace("126", "527"))
    assert any("527人次" in line for line in texts(page))
    save(page, issue_file, FAULTY.replace("date:", "dat:"))
    assert page.locator("#notice").is_visible()
    assert "R041" in page.locator("#findings li").first.inner_text()
    assert any("527人次" in line for line in texts(page))
    save(page, issue_file, FAULTY)
    assert not page.locator("#notice").is_visible()
    assert any("126人次" in line for line in texts(page))


def test_a_click_on_a_line_tells_its_place_in_the_file(page: Page):
    wanted = next(number for number, line in enumerate(FAULTY.splitlines(), 1) if "body" in line)
    page.evaluate("document.addEventListener('click', e => { if (e.target.href) e.preventDefault(); }, true)")
    page.locator('section[data-page="1"] text', has_text="首个周末").first.click()
    link = page.locator("#where a")
    assert link.inner_text() == f"issue.yaml:{wanted}"
    assert link.get_attribute("href", timeout=1000).startswith("vscode://file/")  # type: ignore[union-attr]


def test_a_finding_leads_to_its_line_and_the_line_to_its_finding(page: Page):
    page.evaluate("document.addEventListener('click', e => { if (e.target.href) e.preventDefault(); }, true)")
    item = page.locator("#findings li", has_text="P101")
    item.locator("button").click()
    marked = page.evaluate("document.querySelector('.hit').nextElementSibling.textContent")
    assert "98件," in marked or "98件，" in marked
    page.locator("#findings li.current").wait_for()
    page.evaluate("document.querySelectorAll('.current').forEach(e => e.classList.remove('current'))")
    page.locator('section[data-page="1"] text', has_text=marked).click()
    assert "P101" in page.locator("#findings li.current").inner_text()


def test_a_hundred_pages_scroll_and_where_one_was_stays(page: Page, issue_file: Path):
    paragraph = "县农业农村局组织技术人员进村入户，指导农户抢抓农时、科学管护。" * 12
    articles = "".join(
        f"  - title: 第{number}篇题目\n    new_page: 是\n    body: {paragraph}{number}。\n"
        for number in range(1, 101)
    )
    long = MINIMAL.partition("articles:")[0] + "contents: 否\narticles:\n" + articles
    save(page, issue_file, long)
    page.wait_for_selector('section[data-page="100"] svg', state="attached", timeout=20_000)
    page.evaluate("document.querySelector('section[data-page=\"60\"]').scrollIntoView()")
    at = page.evaluate("document.querySelector('#pages').scrollTop")
    assert at > 10_000
    digest = page.locator('section[data-page="70"]').get_attribute("data-digest")
    save(page, issue_file, long.replace("第60篇题目", "第六十篇题目"))
    assert page.evaluate("document.querySelector('#pages').scrollTop") == at
    assert page.locator('section[data-page="70"]').get_attribute("data-digest") == digest


def test_what_is_hostile_in_every_field_stays_text(page: Page, issue_file: Path):
    hostile = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"
    text = MINIMAL.replace("云溪工作简报", f"'{hostile}'").replace("云溪县人民政府办公室", f"'{hostile}'")
    save(page, issue_file, text.replace("政务服务大厅周末照常开放", f"'{hostile}'"))
    assert page.locator("section script, section img, #findings script").count() == 0
    assert page.title() != "owned"


def test_it_can_be_searched_selected_and_read_aloud(page: Page):
    assert page.evaluate("window.find('首个周末共接待群众126人次')")
    assert page.locator("main section[aria-label]").count() == 1
    assert page.locator("#findings").evaluate("e => e.tagName") == "OL"
    axe = package("axe-core")
    if axe is None:
        pytest.skip("npm or its registry is not here")
    # The page's own policy lets no foreign script in, so axe is put into a world of its own.
    page.evaluate(axe.joinpath("axe.min.js").read_text("utf-8"))
    for zoom in (1, 1.25, 2):
        page.set_viewport_size({"width": round(1300 / zoom), "height": round(900 / zoom)})
        found: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [each["id"] for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert serious == []


def test_it_says_that_it_has_ended(page: Page, served: Served):
    served.process.send_signal(signal.SIGINT)
    served.process.wait(10)
    page.wait_for_selector("#notice:not([hidden])")
    assert "已经结束" in page.locator("#notice").inner_text()
    page.evaluate("events.close()")
    time.sleep(0.1)
