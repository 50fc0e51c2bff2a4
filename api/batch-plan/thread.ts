import { parentPort, workerData } from 'node:worker_threads';
import { planBatch, type BatchPlanRequest } from '../../domain/matching/batch-plan';
import { embeddedTravel, type EmbeddedTravel } from '../../domain/travel/embedded';

const { request, travel } = workerData as { request: BatchPlanRequest; travel: EmbeddedTravel };
parentPort?.postMessage(planBatch(request, embeddedTravel(travel)));
