import { describe } from "vitest";
import { memoryStore } from "../../engine/training/store/memory-store.ts";
import { storeContract } from "./store-contract.ts";

describe("memory store", () => storeContract(async () => memoryStore()));
