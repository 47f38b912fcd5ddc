/** Operations on shapes: they are computed while the file is read. */
import { unmappable } from "../../fault.ts";
import { intOf, intsOf, tensorOf } from "../attributes.ts";
import { listOf, type Operation, type Read } from "../context.ts";
import { checkTensor } from "../tensors.ts";
import { shapeOf, sizesValue } from "../values.ts";

const at = (index: number, length: number): number => (index < 0 ? index + length : index);

export const readShape: Read = ({ proto, inputs }) => {
  const [value] = inputs;
  if (!value) unmappable("it has no input");
  if (value.type === "constant") return sizesValue(value.constant.tensor.dims);
  if (value.type === "sizes") return sizesValue(value.scalar ? [] : [value.items.length]);
  const shape = shapeOf(value);
  if (shape === null) unmappable("the shape it asks for is not known");
  const all = [null, ...shape];
  return sizesValue(
    all.slice(at(intOf(proto, "start", 0), all.length), at(intOf(proto, "end", all.length), all.length)),
  );
};

function known(operation: Operation, index: number): readonly (number | null)[] {
  return listOf(operation.inputs[index]) ?? unmappable("it picks from a tensor and not from a shape");
}

export const readGather: Read = (operation) => {
  const items = known(operation, 0);
  const indices = known(operation, 1);
  const picked = indices.map((index) => items[at(index ?? 0, items.length)] ?? null);
  const given = operation.inputs[1];
  const scalar =
    given?.type === "sizes"
      ? given.scalar
      : given?.type === "constant" && given.constant.tensor.dims.length === 0;
  return sizesValue(picked, scalar === true);
};

export const readSlice: Read = (operation) => {
  const { proto, inputs } = operation;
  const items = known(operation, 0);
  const of = (name: string, index: number): number | undefined =>
    (intsOf(proto, name) ?? listOf(inputs[index]) ?? [])[0] ?? undefined;
  const [start, end, step] = [of("starts", 1) ?? 0, of("ends", 2) ?? items.length, of("steps", 4) ?? 1];
  if (step !== 1) unmappable("it picks with a step");
  return sizesValue(
    items.slice(at(start, items.length), end > items.length ? items.length : at(end, items.length)),
  );
};

export const readConstant: Read = ({ proto }) => {
  const tensor = tensorOf(proto, "value");
  const name = proto.outputs[0] ?? "";
  if (tensor !== null) {
    checkTensor(tensor);
    return { type: "constant", constant: { name, tensor } };
  }
  const attribute = [...proto.attributes.values()][0];
  if (attribute === undefined) unmappable("it has no value");
  if (attribute.name === "value_int") return sizesValue([attribute.int], true);
  if (attribute.name === "value_float") return sizesValue([attribute.float], true);
  if (attribute.name === "value_ints") return sizesValue(attribute.ints);
  if (attribute.name === "value_floats") return sizesValue(attribute.floats);
  return unmappable("its value is no number");
};
