"""`jianbao import`: files of any kind as issue files, side by side; nothing that somebody worked on is touched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from jianbao.errors import ExitCode, FileError, InputError, UsageError
from jianbao.reading import read
from jianbao.tasks.build import build
from jianbao.tasks.import_ import import_files, is_foreign, prepared, summary
from tests.importing.equal import differences
from tests.importing.making import BODY, head, p, table, title, word

EXAMPLES = Path(__file__).parents[2] / "examples"


def issue(path: Path, number: int = 6, *, organ: str = "青岚市总工会", more: str = "") -> Path:
    return word(
        path, head(number=f"2021年第{number}期（总第{number + 80}期）", below=f"{organ}\t2021年6月{number}日"),
        title("市总工会开展送清凉活动"), p(BODY), p(BODY), more, p("报：市委。"), p("发：各县区。"), p("共印50份"),
    )  # fmt: skip


def test_a_year_of_back_issues_becomes_files_of_one_series(tmp_path: Path):
    old = tmp_path / "旧"
    old.mkdir()
    for number in range(1, 13):
        issue(old / f"简报{number}.docx", number)
    made = import_files([old], tmp_path / "新")
    assert [each.state for each in made] == ["new"] * 12
    assert [each.path.parent.name for each in made] == [
        f"2021年第{number}期（总第{number + 80}期）".partition("（")[0] for number in range(1, 13)
    ]
    series = (tmp_path / "新" / "series.yaml").read_text("utf-8")
    assert "编发单位: 青岚市总工会" in series
    found = [read(each.path).issue for each in made]
    assert [each.number for each in found] == list(range(1, 13))
    assert {each.organ for each in found} == {("青岚市总工会",)}
    assert all(not each.draft.doubts for each in made)


def test_the_same_again_is_no_change_and_what_was_worked_on_is_left(tmp_path: Path):
    source = issue(tmp_path / "a.docx")
    (first,) = import_files([source], tmp_path / "新")
    assert [each.state for each in import_files([source], tmp_path / "新")] == ["same"]
    first.path.write_text(first.path.read_text("utf-8").replace("送清凉", "送温暖"), "utf-8")
    before = first.path.read_bytes()
    assert [each.state for each in import_files([source], tmp_path / "新")] == ["kept"]
    assert first.path.read_bytes() == before


def test_an_organ_that_the_office_knows_is_no_doubt(tmp_path: Path):
    source = issue(tmp_path / "a.docx", organ="青岚总工宣教")
    new = tmp_path / "新"
    (unknown,) = import_files([source], new, dry_run=True)
    assert [doubt.words for doubt in unknown.draft.doubts if doubt.kind == "doubt_organ"] == ["青岚总工宣教"]
    new.mkdir()
    (new / "series.yaml").write_text("刊名: 青岚工运\n用语: 用语.yaml\n", "utf-8")
    (new / "用语.yaml").write_text("机构:\n- 全称: 青岚总工宣教\n", "utf-8")
    (known,) = import_files([source], new, dry_run=True)
    assert [doubt for doubt in known.draft.doubts if doubt.kind == "doubt_organ"] == []
    assert known.draft.values["organ"] == ["青岚总工宣教"]


def test_a_dry_run_writes_nothing(tmp_path: Path):
    (made,) = import_files([issue(tmp_path / "a.docx")], tmp_path / "新", dry_run=True)
    assert (made.state, (tmp_path / "新").exists()) == ("shown", False)


def test_a_value_unlike_the_others_stays_with_its_issue(tmp_path: Path):
    sources = [
        issue(tmp_path / f"{n}.docx", n, organ="青岚市总工会" if n < 4 else "青岚市总工会办公室")
        for n in range(1, 5)
    ]
    made = import_files(sources, tmp_path / "新")
    assert [read(each.path).issue.organ[0] for each in made] == ["青岚市总工会"] * 3 + ["青岚市总工会办公室"]
    assert summary(made).organs == ["青岚市总工会", "青岚市总工会办公室"]


def test_a_batch_tells_of_numbers_missing_doubled_and_out_of_order(tmp_path: Path):
    sources = [issue(tmp_path / f"{at}.docx", number) for at, number in enumerate((1, 2, 4, 4))]
    found = summary(import_files(sources, tmp_path / "新"))
    assert (found.missing, found.doubled, found.disordered) == (["2021年第3期"], ["2021年第4期"], [])


def test_drafts_go_together_into_one_file_of_articles(tmp_path: Path):
    one = word(tmp_path / "1.docx", title("市水利局部署冬修"), p(BODY), p(BODY))
    two = word(tmp_path / "2.docx", title("云溪县举办技能竞赛"), p(BODY), p(BODY))
    made = import_files([one, two], tmp_path / "新")
    text = made[0].path.read_text("utf-8")
    assert made[0].path == made[1].path
    assert text.index("市水利局部署冬修") < text.index("云溪县举办技能竞赛")


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path):
    (tmp_path / "1.docx").write_bytes(b"PK\x03\x04 broken")
    issue(tmp_path / "2.docx")
    bad, good = import_files([tmp_path / "1.docx", tmp_path / "2.docx"], tmp_path / "新")
    assert isinstance(bad.error, FileError)
    assert good.state == "new"


def test_a_folder_without_anything_to_import_is_told(tmp_path: Path):
    with pytest.raises(UsageError, match="I003"):
        import_files([tmp_path])


def test_tables_come_with_the_issue(tmp_path: Path):
    (made,) = import_files(
        [issue(tmp_path / "a.docx", more=table(("县", "数"), ("云溪", "3")))], tmp_path / "新"
    )
    assert "| 云溪 | 3 |" in made.path.read_text("utf-8")


# --- our own files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/issue.yaml")))
def test_our_own_files_come_back_equal_and_build_the_same_bytes(name: str, example, tmp_path: Path):
    source = example(name)
    built = build(source, draft=False, fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path / "成品")
    for path in (file.path for file in built.files if file.path.suffix in (".docx", ".pdf")):
        home = tmp_path / path.suffix[1:]
        (made,) = import_files([path], home)
        assert made.draft.doubts == []
        assert differences(read(source).issue, read(made.path).issue) == []
        # of a picture a PDF holds what it shows
        if path.suffix == ".docx" or not made.draft.pictures:
            again = build(made.path, fonts="embedded", ledger=home / "二.sqlite", out=home / "又")
            assert [file.sha256 for file in again.files] == [file.sha256 for file in built.files], path.suffix


def test_a_word_changed_in_word_is_the_only_difference(example, tmp_path: Path):
    source = example("05-zuiduan")
    built = build(source, fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path)
    docx = next(file.path for file in built.files if file.path.suffix == ".docx")
    changed = tmp_path / "改过.docx"
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                assert "首个周末".encode() in data
                data = data.replace("首个周末".encode(), "头一个周末".encode())
            new.writestr(entry, data)
    one, other = (
        import_files([path], tmp_path / path.stem)[0].path.read_text("utf-8") for path in (docx, changed)
    )
    assert other == one.replace("首个周末", "头一个周末")


# --- build, check, new ------------------------------------------------------------------------------------------------


def test_a_whole_issue_is_an_issue_file_beside_it(tmp_path: Path):
    made = prepared(issue(tmp_path / "稿.docx"))
    assert made.path == tmp_path / "稿.yaml"
    assert read(made.path).issue.number == 6


def test_an_article_is_no_whole_issue(tmp_path: Path):
    with pytest.raises(InputError, match="I005"):
        prepared(word(tmp_path / "稿.docx", title("市水利局部署冬修"), p(BODY)))


def test_an_issue_file_under_another_name_is_one_all_the_same(tmp_path: Path, issue_file: Path):
    path = tmp_path / "简报.txt"
    path.write_bytes(issue_file.read_bytes())
    assert not is_foreign(path)
    path.write_text(f"工作简报\n第6期\n\n{BODY}\n", "utf-8")
    assert is_foreign(path)


@pytest.fixture
def run(capfd, monkeypatch, tmp_path: Path):
    from jianbao import cli

    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        return (code, *capfd.readouterr())

    return call


def test_build_takes_a_word_file_where_nothing_is_doubtful(run, tmp_path: Path):
    issue(tmp_path / "稿.docx")
    code, out, err = run("build", "稿.docx", "--fonts", "embedded")
    assert code == ExitCode.DONE, err
    assert "工作简报2021年第6期" in out
    assert (tmp_path / "稿.yaml").is_file()


def test_build_numbers_nothing_where_there_is_doubt(run, tmp_path: Path):
    word(tmp_path / "稿.docx", head(number="第1-2期合刊"), title("通报"), p(BODY), p(BODY))
    code, _, err = run("build", "稿.docx")
    assert (code, "I007" in err, "合刊" in err) == (ExitCode.FELL_SHORT, True, True)
    assert not list(tmp_path.glob("*.sqlite*"))
    (tmp_path / "稿.yaml").write_text("刊名: 改过\n", "utf-8")
    code, _, err = run("build", "稿.docx")
    assert (code, "I006" in err) == (ExitCode.FELL_SHORT, True)


TYPED = """工作简报

第6期（总第86期）

青岚市总工会　　2021年6月30日

# 市总工会开展送清凉活动

BODY

报：市委。

共印50份
"""


@pytest.mark.parametrize("name", ["稿.md", "稿.docx.md"])
def test_build_takes_an_issue_typed_as_text(run, tmp_path: Path, name: str):
    (tmp_path / name).write_text(TYPED.replace("BODY", BODY), "utf-8")
    code, out, err = run("build", name, "--fonts", "embedded")
    assert code == ExitCode.DONE, err
    assert "工作简报2021年第6期" in out


def test_build_takes_a_pdf(run, example, tmp_path: Path):
    built = build(
        example("05-zuiduan"), fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path, formats=("pdf",)
    )
    built.files[0].path.rename(tmp_path / "旧.pdf")
    code, out, err = run("build", "旧.pdf", "--fonts", "embedded", "--ledger", "二.sqlite")
    assert code == ExitCode.DONE, err
    assert "云溪工作简报" in out


def test_later_builds_take_the_issue_file_and_the_number_stays(run, tmp_path: Path):
    issue(tmp_path / "稿.docx")
    assert run("build", "稿.docx", "--fonts", "embedded")[0] == ExitCode.DONE
    first = (tmp_path / "稿.yaml").read_bytes()
    assert run("build", "稿.docx", "--fonts", "embedded")[0] == ExitCode.DONE
    assert (tmp_path / "稿.yaml").read_bytes() == first
    (tmp_path / "稿.yaml").write_text(first.decode().replace("送清凉", "送温暖"), "utf-8")
    code, _, err = run("build", "稿.docx")
    assert (code, "I006" in err, "jianbao build 稿.yaml" in err) == (ExitCode.FELL_SHORT, True, True)
    code, out, err = run("build", "稿.yaml", "--fonts", "embedded")
    assert (code, "工作简报2021年第6期" in out) == (ExitCode.DONE, True), err


def test_build_numbers_nothing_where_something_required_is_missing(run, tmp_path: Path):
    masthead = p("工作简报", 48, align="center", colour="FF0000") + p("第6期", align="center")
    word(tmp_path / "稿.docx", masthead, title("通报"), p(BODY), p(BODY))
    code, _, err = run("build", "稿.docx")
    assert (code, "I007" in err) == (ExitCode.FELL_SHORT, True)
    assert not list(tmp_path.glob("*.sqlite*"))
    assert "# 日期: " in (tmp_path / "稿.yaml").read_text("utf-8")


@pytest.mark.parametrize(("command", "code"), [("build", ExitCode.INPUT), ("check", ExitCode.DONE)])
def test_an_article_is_told_with_the_command_to_type(run, tmp_path: Path, command: str, code: ExitCode):
    word(tmp_path / "稿.docx", title("市水利局部署冬修"), p(BODY), p(BODY))
    found, _, err = run(command, "稿.docx")
    assert (found, "I005" in err, "jianbao new --with 稿.docx" in err) == (code, True, True)
    assert [path.name for path in tmp_path.iterdir()] == ["稿.docx"]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_spreadsheet_is_told_how_its_table_is_set(run, tmp_path: Path, command: str):
    Workbook().save(tmp_path / "表.xlsx")
    code, _, err = run(command, "表.xlsx")
    assert (code, "I001" in err, "jianbao help" in err) == (ExitCode.FILE, True, True)


def test_check_shows_the_doubts_and_writes_nothing(run, tmp_path: Path):
    word(tmp_path / "稿.docx", head(number="第1-2期合刊"), title("通报"), p(BODY), p(BODY))
    code, _, err = run("check", "稿.docx")
    assert (code, "合刊" in err) == (ExitCode.FELL_SHORT, True)
    assert [path.name for path in tmp_path.iterdir()] == ["稿.docx"]


def test_batch_says_to_import_first(run, tmp_path: Path):
    issue(tmp_path / "稿.docx")
    code, _, err = run("batch", ".")
    assert (code, "I008" in err) == (ExitCode.INPUT, True)


def test_new_takes_drafts_as_its_articles(run, tmp_path: Path):
    word(tmp_path / "1.docx", title("市水利局部署冬修"), p(BODY), p(BODY))
    word(tmp_path / "2.docx", title("云溪县举办技能竞赛"), p(BODY), p(BODY))
    code, _out, err = run("new", "工作简报", "--with", "1.docx", "--with", "2.docx")
    assert code == ExitCode.DONE, err
    (made,) = tmp_path.glob("工作简报*.yaml")
    text = made.read_text("utf-8")
    assert text.index("市水利局部署冬修") < text.index("云溪县举办技能竞赛") < text.index("报:")


@pytest.mark.parametrize("home", [".", ".."])
def test_what_the_office_of_the_series_near_knows_is_doubted_by_no_command(home: str, run, tmp_path: Path):
    folder = tmp_path / "来稿"
    folder.mkdir()
    series = folder / home / "series.yaml"
    issue(folder / "稿.docx", organ="青岚总工宣教")
    word(
        folder / "文.docx", title("市水利局部署冬修"), p("（青岚总工宣教）", align="center"), p(BODY), p(BODY)
    )
    with_it = ("new", "--from", "来稿/上期.yaml", "--with", "来稿/文.docx", "-o", "来稿/新.yaml")
    (folder / "上期.yaml").write_text(
        f"刊名: {{文件: {home}/series.yaml}}\n期号: 1\n日期: 2021-06-01\n编发单位: 甲局\n文章: [{{标题: 甲, 正文: 乙}}]\n",
        "utf-8",
    )
    series.write_text("刊名: 青岚工运\n", "utf-8")
    for command in (("check", "来稿/稿.docx"), ("build", "来稿/稿.docx", "--draft"), with_it):
        assert "青岚总工宣教" in run(*command)[2], command
    for made in (folder / "稿.yaml", folder / "新.yaml"):
        made.unlink()
    series.write_text("刊名: 青岚工运\n用语: 用语.yaml\n", "utf-8")
    (series.parent / "用语.yaml").write_text("机构:\n- 全称: 青岚总工宣教\n", "utf-8")
    for command in (("check", "来稿/稿.docx"), ("build", "来稿/稿.docx", "--draft"), with_it):
        code, out, err = run(*command)
        assert (code, "青岚总工宣教" in err) == (ExitCode.DONE, False), (command, out, err)


def test_import_tells_what_it_did_and_strict_falls_short_of_doubts(run, tmp_path: Path):
    issue(tmp_path / "1.docx")
    word(tmp_path / "2.docx", head(number="第1-2期合刊"), title("通报"), p(BODY), p(BODY))
    code, out, err = run("import", "1.docx", "2.docx", "-o", "新")
    assert code == ExitCode.DONE, err
    assert "1.docx → 新/2021年第6期/issue.yaml，文章 1 篇" in out
    assert "待核（第2段）：合刊“第1-2期合刊”" in err
    code, out, _ = run("import", "1.docx", "2.docx", "-o", "新", "--strict", "--json")
    assert code == ExitCode.FELL_SHORT
    assert '"state": "same"' in out


def test_the_example_becomes_an_issue_in_three_commands(run, tmp_path: Path):
    """As the README shows it."""
    draft = EXAMPLES / "09-laigao" / "来稿.docx"
    (tmp_path / "series.yaml").write_text("刊名: 云溪工作简报\n编发单位: 云溪县人民政府办公室\n", "utf-8")
    assert run("new", "series.yaml", "--with", draft, "-o", "下一期.yaml")[0] == ExitCode.DONE
    code, out, err = run("check", "下一期.yaml")
    assert (code, err) == (ExitCode.DONE, ""), out
    code, out, err = run("build", "下一期.yaml", "--fonts", "embedded")
    assert code == ExitCode.DONE, err
    assert len([*tmp_path.glob("*.docx"), *tmp_path.glob("*.pdf")]) == 2


# --- --into -----------------------------------------------------------------------------------------------------------


def edited(docx: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """The DOCX with words changed, as Word would leave them."""
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "word/document.xml":
                for one, other in changes:
                    assert one.encode() in text
                    text = text.replace(one.encode(), other.encode())
            new.writestr(entry, text)
    return target


def test_edits_made_in_word_are_shown_and_taken_over_into_the_issue_file(run, example, tmp_path: Path):
    source = example("01-yuanjiang")
    built = build(source, fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path)
    docx = next(file.path for file in built.files if file.path.suffix == ".docx")
    before = source.read_text("utf-8")
    assert run("import", docx, "--into", source)[:2] == (
        ExitCode.DONE,
        f"与 {source.relative_to(tmp_path)} 相同，没有改动\n",
    )
    changed = edited(docx, tmp_path / "改过.docx", ("花开有形", "花开满园"), ("亲切促膝攀谈", "亲切交谈"))
    code, out, _ = run("import", changed, "--into", source)
    assert (code, source.read_text("utf-8")) == (ExitCode.DONE, before)
    assert "+  - title: 武进援疆工作组“民族团结一家亲”|活动花开满园" in out
    assert run("import", changed, "--into", source, "--write")[0] == ExitCode.DONE
    after = source.read_text("utf-8")
    assert after == before.replace(
        "title: 武进援疆工作组“民族团结一家亲”|活动花开有形",
        "title: 武进援疆工作组“民族团结一家亲”|活动花开满园",
    ).replace("亲切促膝攀谈", "亲切交谈")


def test_paragraphs_that_came_and_went_are_taken_over(run, example, tmp_path: Path):
    source = example("03-zengkan")
    built = build(source, fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path)
    docx = next(file.path for file in built.files if file.path.suffix == ".docx")
    paragraph = (
        '<w:p><w:pPr><w:pStyle w:val="JbBody"/></w:pPr><w:r><w:t>新写的一段话，放在最后。</w:t></w:r></w:p>'
    )
    with zipfile.ZipFile(docx) as archive:
        text = archive.read("word/document.xml").decode()
    start = text.rindex("<w:p>", 0, text.index("没有发生一起大面积霉变"))
    end = text.index("</w:p>", start) + len("</w:p>")
    changed = edited(docx, tmp_path / "改过.docx", (text[start:end], paragraph))
    assert run("import", changed, "--into", source, "--write")[0] == ExitCode.DONE
    after = read(source).issue.articles[1].body
    assert after.blocks[-1].inline.text == "新写的一段话，放在最后。"
    assert "大面积霉变" not in after.source


def test_recipients_changed_in_word_are_taken_over(run, example, tmp_path: Path):
    source = example("05-zuiduan")
    built = build(source, fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path)
    docx = next(file.path for file in built.files if file.path.suffix == ".docx")
    changed = edited(docx, tmp_path / "改过.docx", ("县政府各部门", "县直各单位"))
    code, out, _ = run("import", changed, "--into", source, "--write")
    assert (code, "县直各单位" in out) == (ExitCode.DONE, True)
    assert "县直各单位" in source.read_text("utf-8")


def test_an_issue_file_is_not_imported(run, issue_file: Path):
    code, _, err = run("import", issue_file)
    assert (code, "I010" in err) == (ExitCode.USAGE, True)


def test_the_next_issue_after_the_last_takes_drafts_in_the_place_of_its_articles(
    run, issue_file: Path, tmp_path: Path
):
    word(tmp_path / "1.docx", title("市水利局部署冬修"), p(BODY), p(BODY))
    code, _, err = run("new", "--from", issue_file, "--with", "1.docx", "-o", "下一期.yaml")
    assert code == ExitCode.DONE, err
    found = read(tmp_path / "下一期.yaml").issue
    assert [article.title for article in found.articles] == ["市水利局部署冬修"]
    assert found.organ == read(issue_file).issue.organ
