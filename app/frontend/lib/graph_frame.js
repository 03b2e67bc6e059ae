// What stands around the drawing: buttons, the legend that is the filter, a list of the nodes for screen readers.
import { make, SHAPES } from "./graph_parts.js";
import { keeper } from "./graph_views.js";

const NS = "http://www.w3.org/2000/svg";
function mark(kind) {
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[kind.shape] ?? SHAPES.ellipse);
  path.setAttribute("fill", kind.colour);
  svg.append(path);
  return svg;
}

export function frame(root, act) {
  const button = (words, title, click) => make("button", { type: "button", title, "aria-label": title, click }, words);
  const force = button("力导向", "力导向布局：相连的靠近", () => act.layout("force"));
  const layered = button("分层", "分层布局：从上级政策到任务到部门", () => act.layout("layered"));
  const first = make("select", { title: "双击时先展开哪种关系", "aria-label": "双击时先展开哪种关系" });
  const open = button("展开", "展开选中节点的邻居（双击节点也可）", act.expand);
  const close = button("收起", "收起选中节点展开出来的邻居", act.collapse);
  const undo = button("撤销", "回到上一步的图", act.undo);
  const alike = button("归组", "把相似的任务等画成一个，标出个数；再点逐个画出", () => act.group(alike.getAttribute("aria-pressed") !== "true"));
  const group = (name, ...items) => make("div", { class: "group", role: "group", "aria-label": name }, ...items);
  const growing = group("展开与收起", make("label", {}, "先展开", first), open, close, undo);
  const legend = make("div", { class: "legend", role: "group", "aria-label": "图例，点击可隐藏或显示一类节点" });
  const canvas = make("div", {
    class: "canvas", tabindex: 0, role: "application",
    "aria-label": "关系图。方向键在节点间移动，回车查看，加号展开，减号收起",
  });
  const tip = make("div", { class: "tip", hidden: true });
  const note = make("div", { class: "note", role: "status", "aria-live": "polite" });
  const said = make("div", { class: "unseen", "aria-live": "polite" });
  const list = make("ul", { class: "unseen", "aria-label": "图中的节点" });
  const file = button("HTML", "下载为一个网页文件：图、关系和原句都在里面，没有网络也能打开", () => act.save("html"));
  const views = keeper(act);
  const whole = make("div", { class: "pg-graph" },
      make("div", { class: "bar", role: "toolbar", "aria-label": "图的工具" },
        group("布局", force, layered, alike, button("重排", "重新排列全部节点", act.again)),
        growing,
        group("画面", button("＋", "放大", () => act.zoom(1.3)), button("－", "缩小", () => act.zoom(1 / 1.3)), button("适应", "适应画面：看到全部节点", act.fit), button("全屏", "图占满屏幕；再点或按 Esc 回来", act.whole)),
        group("导出", button("PNG", "下载为 PNG 图片", () => act.save("png")), button("JSON", "下载为 JSON 数据", () => act.save("json")), file),
        views.part),
      legend,
      make("div", { class: "stage" }, canvas, tip, note),
      said, list);
  root.append(whole); // beside the style sheet that came with the mount
  let options = "";

  function show(data, counts, select, expand) {
    force.setAttribute("aria-pressed", data.layout !== "layered");
    layered.setAttribute("aria-pressed", data.layout === "layered");
    alike.hidden = !data.groups;
    alike.setAttribute("aria-pressed", Boolean(data.grouped));
    file.hidden = views.part.hidden = !data.view;
    growing.hidden = !data.expands;
    const node = data.nodes.find((each) => each.id === data.selected);
    open.disabled = !node || !node.more;
    close.disabled = !node || !node.opened;
    undo.disabled = !data.undo;
    note.textContent = data.note || (data.expands ? "点击节点查看属性与原文；双击展开邻居" : "点击节点或连线查看详情");
    note.classList.toggle("fresh", Boolean(data.note));
    const names = JSON.stringify(data.relations);
    if (options !== names) {
      options = names;
      first.replaceChildren(make("option", { value: "" }, "不限"), ...Object.entries(data.relations).map(([type, zh]) => make("option", { value: type }, zh)));
    }
    legend.replaceChildren(
      ...Object.entries(data.kinds).filter(([label]) => counts[label]).map(([label, kind]) => {
        const off = data.hidden.includes(label);
        const hidden = off ? data.hidden.filter((each) => each !== label) : [...data.hidden, label];
        const title = `${off ? "显示" : "隐藏"}${kind.zh}`;
        return make("button", { type: "button", title, "aria-pressed": String(!off), "data-label": label, click: () => act.hide(hidden) },
          mark(kind), `${kind.zh} ${counts[label]}`);
      }),
      data.nodes.some((each) => each.more) ? make("span", { class: "ring" }, "外圈：还有邻居可展开") : "",
    );
    list.replaceChildren(
      ...data.nodes.map((each) => make("li", {}, make("button", {
        type: "button", tabindex: -1, "data-key": each.id, click: () => select(each.id), dblclick: () => expand(each.id),
      }, `${data.kinds[each.label].zh}：${each.name}`))),
    );
  }

  return { whole, canvas, tip, said, show, relation: () => first.value };
}
