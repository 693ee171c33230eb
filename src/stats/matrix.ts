/** A small dense matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** Lower triangle L with L Lᵀ = the matrix; null when it is not positive definite. */
export function choleskyFactor(matrix: Matrix): number[][] | null {
  const size = matrix.length;
  const lower = matrix.map((row) => row.map(() => 0));
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let value = matrix[row]![column]!;
      for (let k = 0; k < column; k++) value -= lower[row]![k]! * lower[column]![k]!;
      if (row !== column) lower[row]![column] = value / lower[column]![column]!;
      else if (value > 1e-13 * Math.abs(matrix[row]![row]!)) lower[row]![row] = Math.sqrt(value);
      else return null;
    }
  return lower;
}

/** Solution of L x = b for a lower triangle. */
export function forwardSolve(lower: Matrix, b: readonly number[]): number[] {
  const x = [...b];
  for (let row = 0; row < x.length; row++) {
    for (let k = 0; k < row; k++) x[row]! -= lower[row]![k]! * x[k]!;
    x[row]! /= lower[row]![row]!;
  }
  return x;
}

function backSolve(lower: Matrix, b: readonly number[]): number[] {
  const x = [...b];
  for (let row = x.length - 1; row >= 0; row--) {
    for (let k = row + 1; k < x.length; k++) x[row]! -= lower[k]![row]! * x[k]!;
    x[row]! /= lower[row]![row]!;
  }
  return x;
}

/**
 * Solution of a symmetric positive definite system, whatever the scales of its variables; null when it is singular.
 */
export function solveSymmetric(matrix: Matrix, b: readonly number[]): number[] | null {
  const scale = matrix.map((row, index) => 1 / Math.sqrt(row[index]!));
  const scaled = matrix.map((row, i) => row.map((value, j) => value * scale[i]! * scale[j]!));
  const lower = choleskyFactor(scaled);
  if (lower === null) return null;
  const half = forwardSolve(
    lower,
    b.map((value, index) => value * scale[index]!),
  );
  return backSolve(lower, half).map((value, index) => value * scale[index]!);
}

/** Inverse of a symmetric positive definite matrix; null when it is singular. */
export function inverseSymmetric(matrix: Matrix): number[][] | null {
  const columns = matrix.map((_row, index) =>
    solveSymmetric(
      matrix,
      matrix.map((_other, place) => Number(place === index)),
    ),
  );
  return columns.includes(null) ? null : columns.map((column) => column ?? []);
}

/** Matrix times vector. */
export function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, index) => sum + value * vector[index]!, 0));
}

/** Sum of products of two vectors. */
export function innerProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** Orthonormal columns that span the same as the given ones; columns that add nothing are left out. */
export function orthonormalBasis(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = Float64Array.from(column);
    const before = Math.sqrt(innerProduct(rest, rest));
    for (let pass = 0; pass < 2; pass++)
      for (const direction of basis) {
        const share = innerProduct(direction, rest);
        for (let row = 0; row < rest.length; row++) rest[row]! -= share * direction[row]!;
      }
    const length = Math.sqrt(innerProduct(rest, rest));
    if (length > 1e-10 * before) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

/** Eigenvalues of a symmetric matrix, largest first (Jacobi's rotations). */
export function symmetricEigenvalues(matrix: Matrix): number[] {
  const a = matrix.map((row) => [...row]);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rest = 0;
    for (let p = 0; p < a.length; p++)
      for (let q = p + 1; q < a.length; q++) {
        rest += a[p]![q]! ** 2;
        rotate(a, p, q);
      }
    if (rest < 1e-300) break;
  }
  return a.map((row, index) => row[index]!).toSorted((x, y) => y - x);
}

function rotate(a: number[][], p: number, q: number): void {
  const off = a[p]![q]!;
  if (off === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * off);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < a.length; k++) {
    const [kp, kq] = [a[k]![p]!, a[k]![q]!];
    a[k]![p] = c * kp - s * kq;
    a[k]![q] = s * kp + c * kq;
  }
  for (let k = 0; k < a.length; k++) {
    const [pk, qk] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = c * pk - s * qk;
    a[q]![k] = s * pk + c * qk;
  }
}
