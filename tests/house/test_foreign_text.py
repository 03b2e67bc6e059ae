"""Text of others reaches what Streamlit takes for Markdown, or for HTML, only by way of `plain` or `html.escape`.

A word is ours where it stands in the source: as a constant, a name in capitals, or what functions and variables of the
same file put together of these. A number says so by its format (`{counts[each]:d}`). All else goes through the escape.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pytest

from tests.paths import ROOT

TEXTS = {
    "button", "caption", "checkbox", "date_input", "dialog", "download_button", "error", "expander", "file_uploader",
    "form_submit_button", "header", "info", "link_button", "markdown", "metric", "multiselect", "number_input",
    "page_link", "pills", "popover", "progress", "radio", "segmented_control", "selectbox", "spinner", "subheader",
    "success", "text_area", "text_input", "title", "toast", "toggle", "warning", "write",
}  # fmt: skip
OPTIONS = {"pills", "radio", "segmented_control"}  # whose options are Markdown too
KEYWORDS = ("label", "body", "text", "help", "captions", "title")
ESCAPES = {"markdown": {"plain", "len"}, "html": {"escape", "len"}}
FILES = sorted((ROOT / "app").rglob("*.py"))


class Source:
    """A file of the page. `foreign`: what it shows unescaped, as (line, code)."""

    def __init__(self, text: str) -> None:
        self.tree = ast.parse(text)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def modules(self) -> set[str]:
        """Names under which other modules of ours are known, whose functions are checked where they stand."""
        froms = [n for n in ast.walk(self.tree) if isinstance(n, ast.ImportFrom) and "policygraph" in (n.module or "")]
        return {alias.asname or alias.name for each in froms for alias in each.names}

    def foreign(self) -> Iterator[tuple[int, str]]:
        for call in ast.walk(self.tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if isinstance(call.func.value, ast.Name) and call.func.value.id in {*self.modules, "log", "html"}:
                continue
            kind = "html" if call.func.attr == "html" else "markdown" if call.func.attr in TEXTS else ""
            for given in self.given(call) if kind else ():
                if not self.is_ours(given, kind, ()):
                    yield call.lineno, ast.unparse(given)

    def given(self, call: ast.Call) -> Iterator[ast.expr]:
        assert isinstance(call.func, ast.Attribute)
        yield from call.args[: call.func.attr != "progress"]  # which begins with a number
        yield from (each.value for each in call.keywords if each.arg in KEYWORDS)
        if call.func.attr in OPTIONS:
            words = next((each.value for each in call.keywords if each.arg == "format_func"), None)
            yield words or call.args[1]

    def is_ours(self, node: ast.expr, kind: str, seen: tuple[str, ...]) -> bool:
        """`seen`: names that are being looked up; one that leads to itself adds nothing."""
        if _is_constant(node):
            return True
        if (parts := _parts(node)) is not None:
            return all(self.is_ours(each, kind, seen) for each in parts)
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in ESCAPES[kind]:
                return True
            case ast.Call(func=ast.Name(id=name)) | ast.Name(id=name):
                return name in seen or self.is_put_together(node, name, kind, (*seen, name))
        return False

    def is_put_together(self, at: ast.AST, name: str, kind: str, seen: tuple[str, ...]) -> bool:
        """Whether all that the file gives that name to, or its function of that name gives, is ours."""
        scope = self.parents.get(at)
        while scope is not None:
            if isinstance(scope, ast.FunctionDef | ast.Module) and (found := list(_given_to(scope, name))):
                return all(each is not None and self.is_ours(each, kind, seen) for each in found)
            scope = self.parents.get(scope)
        return False


def _parts(node: ast.expr) -> Sequence[ast.expr] | None:
    """What an expression is put together of; None for one of another kind."""
    match node:
        case ast.JoinedStr(values=values):
            return [each.value for each in values if isinstance(each, ast.FormattedValue) and not _is_number(each)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [left, right]
        case ast.BinOp(left=one, op=ast.Mult()) | ast.Lambda(body=one) | ast.Starred(value=one):
            return [one]
        case (
            ast.ListComp(elt=one)
            | ast.GeneratorExp(elt=one)
            | ast.Call(func=ast.Name(id="list" | "filter"), args=[*_, one])
        ):
            return [one]
        case ast.IfExp(body=one, orelse=other) | ast.Call(func=ast.Attribute(attr="join", value=one), args=[other]):
            return [one, other]
        case ast.BoolOp(values=values) | ast.List(elts=values) | ast.Tuple(elts=values):
            return values
    return None


def _is_constant(node: ast.expr) -> bool:
    """Whether it stands in the source: as it is, under a name in capitals, or as a value of what has such a name."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name) if name.isupper():
            return True
        case ast.Attribute(attr="__getitem__", value=of) | ast.Subscript(value=of):
            return isinstance(of, ast.Name | ast.Attribute) and _is_constant(of)
    return False


def _is_number(value: ast.FormattedValue) -> bool:
    form = ast.unparse(value.format_spec) if value.format_spec else ""
    return form.rstrip("'\"")[-1:] in tuple("d,%fg") and bool(form)


def _given_to(scope: ast.FunctionDef | ast.Module, name: str) -> Iterator[ast.expr | None]:
    """What is assigned to a name in a function, appended to it, or returned by the function of that name; None for
    what cannot be followed."""
    arguments = scope.args if isinstance(scope, ast.FunctionDef) else None
    if arguments and name in {each.arg for each in (*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs)}:
        yield None
    for node in ast.walk(scope):
        match node:
            case ast.FunctionDef(name=called) if called == name and node is not scope:
                yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return))
            case ast.Assign(targets=[ast.Name(id=given)], value=value) if given == name:
                yield value
            case (
                ast.NamedExpr(target=ast.Name(id=given), value=value)
                | ast.AugAssign(target=ast.Name(id=given), value=value)
                | ast.AnnAssign(target=ast.Name(id=given), value=value)
            ) if given == name:
                yield value
            case ast.Call(func=ast.Attribute(attr="append", value=ast.Name(id=given)), args=[value]) if given == name:
                yield value
            case (
                ast.Assign(targets=[ast.Tuple() as target]) | ast.For(target=target) | ast.comprehension(target=target)
            ):
                if name in {each.id for each in ast.walk(target) if isinstance(each, ast.Name)}:
                    yield None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_foreign_text_is_escaped(file: Path) -> None:
    found = [f"{file.relative_to(ROOT)}:{line}: {code}" for line, code in Source(file.read_text("utf-8")).foreign()]
    assert not found, "\n".join(["not escaped:", *found])


@pytest.mark.parametrize(
    ("code", "is_ours"),
    [
        ("st.caption('ours')", True),
        ("st.caption(name)", False),
        ("st.caption(plain(name))", True),
        ("st.caption(f'《{name}》')", False),
        ("st.caption(f'《{plain(name)}》，{len(rows)} 行，{score:.0%}，{count:d}')", True),
        ("column.button(row['name'], key=row['id'])", False),
        ("st.button('ours', help=row['source'])", False),
        ("st.radio('ours', names, format_func=lambda each: each)", False),
        ("st.radio('ours', names)", False),
        ("st.radio('ours', [ONE, OTHER], captions=[plain(each) for each in rows])", True),
        ("st.selectbox('ours', names)", True),  # shown as they are
        ("def show(name):\n    words = 'ours'\n    words += name\n    st.info(words)", False),
        ("def show(n):\n    words = ['ours']\n    words.append(f'{n:d}')\n    st.info('，'.join(words))", True),
        ("def said(row):\n    return row['name']\nst.info(said(row))", False),
        ("def said(row):\n    return plain(row['name'])\nst.info(said(row))", True),
        ("for name in names:\n    st.write(name)", False),
        ("st.html(f'<b>{name}</b>')", False),
        ("st.html(f'<b>{html.escape(name)}</b>')", True),
        ("st.html(f'<b>{plain(name)}</b>')", False),
        ("log.error(name)", True),
    ],
)
def test_the_rule_bites(code: str, is_ours: bool) -> None:
    assert (not list(Source(code).foreign())) is is_ours
