import type { Matrix } from '@m2v/core';
import { createRandom } from '@m2v/core/kit';
import { expect, test } from 'vitest';
import { product } from '../table-arithmetic.js';
import { rotationOnto, scaledOnto } from './rotation.js';

function points(rows: number, dim: number): Matrix {
  const random = createRandom(7);
  return { data: Float32Array.from({ length: rows * dim }, () => random.next() - 0.5), rows, dim };
}

/** The rotation and the factor together. */
async function alignedOnto(from: Matrix, onto: Matrix): Promise<Matrix> {
  return scaledOnto(from, onto, await rotationOnto(from, onto, {}));
}

test('what was turned, made longer and moved is found again', async () => {
  const from = points(50, 2);
  const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
  const turn = { data: Float32Array.of(3 * cos, 3 * sin, -3 * sin, 3 * cos), rows: 2, dim: 2 };
  const onto = product(from, turn);
  const moved = { ...onto, data: onto.data.map((value) => value + 5) };
  const found = await alignedOnto(from, moved);
  found.data.forEach((value, at) => {
    expect(value).toBeCloseTo(turn.data[at], 4);
  });
});

test('it does not stretch: a direction that is too short stays so', async () => {
  const from = points(200, 2);
  const onto = { ...from, data: from.data.map((value, at) => (at % 2 ? 4 * value : value)) };
  const { data } = await alignedOnto(from, onto);
  const [first, second] = [Math.hypot(data[0], data[1]), Math.hypot(data[2], data[3])];
  expect(first).toBeCloseTo(second, 4);
  expect(first).toBeGreaterThan(1);
  expect(first).toBeLessThan(4);
});

test('narrower and wider, and rows that say nothing', async () => {
  const from = points(2000, 3);
  const narrow = { data: Float32Array.from({ length: 2000 }, (_, i) => 2 * from.data[3 * i + 1]), rows: 2000, dim: 1 };
  const { data } = await alignedOnto(from, narrow);
  expect(Math.abs(data[1])).toBeGreaterThan(1.9);
  const back = await alignedOnto(narrow, from);
  expect([back.rows, back.dim]).toEqual([1, 3]);
  expect(back.data[1]).toBeGreaterThan(0.45);
  const nothing = { data: new Float32Array(6000), rows: 2000, dim: 3 };
  expect([...(await alignedOnto(nothing, from)).data]).toEqual(new Array(9).fill(0));
});
