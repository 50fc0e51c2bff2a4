import type { Point } from '../city/geometry';

/** The made-up inhabitants of the demo market. */
export const LISBON: Point = { lat: 38.72, lng: -9.14 };

export const DISTRICTS: Record<string, Point> = {
  Alfama: { lat: 38.7118, lng: -9.13 },
  Alameda: { lat: 38.737, lng: -9.1335 },
  Amoreiras: { lat: 38.7235, lng: -9.161 },
  Anjos: { lat: 38.7265, lng: -9.1345 },
  Arroios: { lat: 38.7335, lng: -9.134 },
  Avenida: { lat: 38.72, lng: -9.146 },
  'Bairro Alto': { lat: 38.7132, lng: -9.1455 },
  Baixa: { lat: 38.7105, lng: -9.1368 },
  'Campo de Ourique': { lat: 38.717, lng: -9.165 },
  Chiado: { lat: 38.7107, lng: -9.1425 },
  Estefânia: { lat: 38.729, lng: -9.14 },
  Estrela: { lat: 38.713, lng: -9.16 },
  Graça: { lat: 38.7175, lng: -9.1305 },
  Intendente: { lat: 38.7215, lng: -9.1345 },
  Mouraria: { lat: 38.7155, lng: -9.1345 },
  'Penha de França': { lat: 38.727, lng: -9.128 },
  'Príncipe Real': { lat: 38.7165, lng: -9.149 },
  Rato: { lat: 38.72, lng: -9.1545 },
  Saldanha: { lat: 38.7345, lng: -9.145 },
  'São Sebastião': { lat: 38.7345, lng: -9.154 },
};

export const RESTAURANTS: readonly { name: string; district: keyof typeof DISTRICTS }[] = [
  { name: 'Padaria Sol', district: 'Graça' },
  { name: 'Sushi Kai', district: 'Saldanha' },
  { name: 'Tasca do Eléctrico', district: 'Alfama' },
  { name: 'Mercado 38', district: 'Baixa' },
  { name: 'Pizzaria Bica', district: 'Bairro Alto' },
  { name: 'Cantina Anjos', district: 'Anjos' },
  { name: 'Ramen Rato', district: 'Rato' },
  { name: 'Grelha da Estrela', district: 'Estrela' },
  { name: 'Casa das Sopas', district: 'Arroios' },
  { name: 'Tacos Intendente', district: 'Intendente' },
  { name: 'Marisqueira Nau', district: 'Chiado' },
  { name: 'Forno da Avó', district: 'Campo de Ourique' },
  { name: 'Caril de Goa', district: 'Mouraria' },
  { name: 'Hambúrguer Norte', district: 'Alameda' },
  { name: 'Verde Prato', district: 'Príncipe Real' },
  { name: 'Pastelaria Lua', district: 'Estefânia' },
  { name: 'Frango da Penha', district: 'Penha de França' },
  { name: 'Bao & Broto', district: 'Avenida' },
  { name: 'Petiscos do Largo', district: 'Alfama' },
  { name: 'Massa Mãe', district: 'São Sebastião' },
  { name: 'Kebab Amoreiras', district: 'Amoreiras' },
  { name: 'Poke Maré', district: 'Saldanha' },
  { name: 'Crepes da Baixa', district: 'Baixa' },
  { name: 'Moamba Quente', district: 'Anjos' },
  { name: 'Saladas Jardim', district: 'Estrela' },
];

export const DRIVERS: readonly { name: string; vehicle: string }[] = [
  { name: 'Marta Ruivo', vehicle: 'bicycle' },
  { name: 'Pedro Antunes', vehicle: 'scooter' },
  { name: 'Inês Falcão', vehicle: 'bicycle' },
  { name: 'Tiago Brandão', vehicle: 'scooter' },
  { name: 'Sofia Lemos', vehicle: 'bicycle' },
  { name: 'Rui Valadares', vehicle: 'car' },
  { name: 'Beatriz Nóbrega', vehicle: 'bicycle' },
  { name: 'Amadou Sané', vehicle: 'scooter' },
  { name: 'Carla Monteiro', vehicle: 'scooter' },
  { name: 'Diogo Pinhal', vehicle: 'bicycle' },
  { name: 'Lena Vogt', vehicle: 'bicycle' },
  { name: 'Nuno Barroso', vehicle: 'scooter' },
  { name: 'Priya Dessai', vehicle: 'bicycle' },
  { name: 'Hugo Serpa', vehicle: 'car' },
  { name: 'Joana Tavira', vehicle: 'bicycle' },
  { name: 'Edson Prates', vehicle: 'scooter' },
  { name: 'Filipa Moura', vehicle: 'bicycle' },
  { name: 'Kevin Lopes', vehicle: 'scooter' },
  { name: 'Rita Carqueja', vehicle: 'bicycle' },
  { name: 'Vasco Almada', vehicle: 'scooter' },
];

export const CUSTOMERS = ['Ana', 'Bruno', 'Clara', 'Duarte', 'Elsa', 'Fábio', 'Glória', 'Ivo', 'Lia', 'Mário', 'Olga'];
export const STREETS = ['Rua do Poço', 'Rua da Oliveira', 'Travessa Nova', 'Largo do Chafariz', 'Calçada da Fonte'];
