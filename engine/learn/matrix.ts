/** Small matrices as rows of numbers: what the figures of the lessons compute with and show. */

export type Matrix = readonly (readonly number[])[];

export const heightOf = (matrix: Matrix): number => matrix.length;
export const widthOf = (matrix: Matrix): number => matrix[0]?.length ?? 0;

/** The value at a place; outside the matrix it is `outside`, zero unless told. */
export const valueAt = (matrix: Matrix, row: number, column: number, outside = 0): number =>
  matrix[row]?.[column] ?? outside;

export const matrixOf = (
  height: number,
  width: number,
  value: (row: number, column: number) => number,
): Matrix =>
  Array.from({ length: Math.max(0, height) }, (_, row) =>
    Array.from({ length: Math.max(0, width) }, (_, column) => value(row, column)),
  );

export const mapMatrix = (
  matrix: Matrix,
  change: (value: number, row: number, column: number) => number,
): Matrix => matrix.map((line, row) => line.map((value, column) => change(value, row, column)));

export const withCell = (matrix: Matrix, row: number, column: number, value: number): Matrix =>
  mapMatrix(matrix, (before, r, c) => (r === row && c === column ? value : before));

/** Element by element; all have the shape of the first. */
export const addMatrices = (matrices: readonly Matrix[]): Matrix =>
  mapMatrix(matrices[0] ?? [], (_, row, column) =>
    matrices.reduce((sum, matrix) => sum + valueAt(matrix, row, column), 0),
  );

/** Turned by 180 degrees: what tells a convolution from a cross-correlation. */
export const turned = (matrix: Matrix): Matrix =>
  matrixOf(heightOf(matrix), widthOf(matrix), (row, column) =>
    valueAt(matrix, heightOf(matrix) - 1 - row, widthOf(matrix) - 1 - column),
  );

/** Moved right by `by` columns; what comes in at the left is zero. */
export const shifted = (matrix: Matrix, by: number): Matrix =>
  mapMatrix(matrix, (_, row, column) => valueAt(matrix, row, column - by));

export const sameMatrix = (a: Matrix, b: Matrix, tolerance = 0): boolean =>
  heightOf(a) === heightOf(b) &&
  widthOf(a) === widthOf(b) &&
  a.every((line, row) =>
    line.every((value, column) => Math.abs(value - valueAt(b, row, column)) <= tolerance),
  );
