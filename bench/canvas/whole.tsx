/** The whole window as the program mounts it, with a document in front and its second node in the inspector. */
import "../../renderer/ui/base.css";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../../renderer/app/App.tsx";
import { regions } from "../../renderer/app/regions.ts";
import { chainServices, loader, texts } from "./chainServices.ts";
import { ready } from "./page.ts";

const services = chainServices(regions);
services.documents.select({ nodes: new Set(["n1"]) });
window.layerloom = services;

function Page() {
  useEffect(ready, []);
  return <App services={services} loader={loader} initialTexts={texts} />;
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Page />);
