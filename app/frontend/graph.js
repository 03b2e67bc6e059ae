import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import dagre from "cytoscape-dagre";
cytoscape.use(fcose);
cytoscape.use(dagre);
export default function (component) {
  component.parentElement.textContent = cytoscape.version;
}
