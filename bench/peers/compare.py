"""Other solvers on the matcher's own problems (made by export.ts): sum of dropoff times and time taken, side by side.

    compare.py PROBLEMS.json [SECONDS]

Every answer is a list of stops per driver and is timed by the same function. SECONDS is the budget that OR-Tools gets.
"""
import collections
import json
import sys
import time

import lapjv
import numpy
import vroom
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

HALF = 120  # Seconds before and after a handover.
CAPACITY = 5


def dropoffs(problem, driver, stops):
    """Dropoff times of a driver's stops, given as (order index, is pickup)."""
    drivers, orders = len(problem["drivers"]), len(problem["orders"])
    node, clock, times, place = driver, problem["drivers"][driver]["start"], [], None
    for order, is_pickup in stops:
        to = drivers + order if is_pickup else drivers + orders + order
        drive = problem["seconds"][node][to]
        ready = problem["orders"][order]["ready"]
        if is_pickup and drive == 0 and place == "pickup":
            clock = max(clock, ready + HALF)
        else:
            done = clock + drive + HALF
            clock = (max(done, ready) if is_pickup else done) + HALF
        if not is_pickup:
            times.append(clock - HALF)
        node, place = to, "pickup" if is_pickup else "dropoff"
    return times


def outrider(problem, _):
    index = {order["id"]: i for i, order in enumerate(problem["orders"])}
    driver = {d["id"]: i for i, d in enumerate(problem["drivers"])}
    routes = {driver[r["driverId"]]: [(index[s["orderId"]], s["isPickup"]) for s in r["stops"]] for r in problem["outrider"]["routes"]}
    return routes, problem["outrider"]["ms"] / 1000


def timed(solve):
    def run(problem, budget):
        started = time.perf_counter()
        routes = solve(problem, budget)
        return routes, time.perf_counter() - started
    return run


@timed
def vroom_routes(problem, _):
    """VROOM knows time windows but not dropoff times as an aim: the tightest windows that it can keep stand in for it."""
    for slack in (10, 20, 30, 45, 60, 90, 1440):
        solution = vroom_model(problem, 60 * slack).solve(exploration_level=3, nb_threads=1)
        if not solution.unassigned:
            break
    routes = collections.defaultdict(list)
    for row in solution.routes.itertuples():
        if row.type in ("pickup", "delivery"):
            routes[int(row.vehicle_id)].append((int(row.id), row.type == "pickup"))
    return routes


def vroom_model(problem, slack):
    drivers, orders, now = len(problem["drivers"]), len(problem["orders"]), problem["now"]
    horizon = now + 86_400
    model = vroom.Input()
    model.set_durations_matrix("car", numpy.array(problem["seconds"], dtype=numpy.uint32))
    for i, d in enumerate(problem["drivers"]):
        model.add_vehicle(vroom.Vehicle(i, start=i, capacity=[CAPACITY], time_window=vroom.TimeWindow(int(d["start"]), horizon)))
    for o, order in enumerate(problem["orders"]):
        ready = int(order["ready"])
        direct = problem["seconds"][drivers + o][drivers + orders + o]
        due = int(max(now, ready) + 2 * HALF + direct + slack)
        pickup = vroom.ShipmentStep(o, drivers + o, default_setup=2 * HALF, time_windows=[vroom.TimeWindow(ready + HALF, horizon)])
        delivery = vroom.ShipmentStep(o, drivers + orders + o, default_service=2 * HALF, time_windows=[vroom.TimeWindow(0, due)])
        model.add_job(vroom.Shipment(pickup, delivery, amount=[1]))
    return model


@timed
def ortools_routes(problem, budget):
    drivers, orders, now = len(problem["drivers"]), len(problem["orders"]), problem["now"]
    end = drivers + 2 * orders
    manager = pywrapcp.RoutingIndexManager(end + 1, drivers, list(range(drivers)), [end] * drivers)
    routing = pywrapcp.RoutingModel(manager)
    seconds = problem["seconds"]

    def transit(a, b):
        a, b = manager.IndexToNode(a), manager.IndexToNode(b)
        if b == end:
            return 0
        is_same_visit = drivers <= a < drivers + orders and drivers <= b < drivers + orders and seconds[a][b] == 0
        return 0 if is_same_visit else int(seconds[a][b]) + (HALF if a < drivers else 2 * HALF)

    time_cost = routing.RegisterTransitCallback(transit)
    routing.AddDimension(time_cost, 86_400, 86_400, False, "time")
    load = routing.RegisterUnaryTransitCallback(
        lambda i: 0 if not drivers <= manager.IndexToNode(i) < end else (1 if manager.IndexToNode(i) < drivers + orders else -1))
    routing.AddDimension(load, 0, CAPACITY, True, "load")
    clock = routing.GetDimensionOrDie("time")
    for i, d in enumerate(problem["drivers"]):
        clock.CumulVar(routing.Start(i)).SetMin(int(d["start"] - now))
    for o, order in enumerate(problem["orders"]):
        a, b = manager.NodeToIndex(drivers + o), manager.NodeToIndex(drivers + orders + o)
        routing.AddPickupAndDelivery(a, b)
        routing.solver().Add(routing.VehicleVar(a) == routing.VehicleVar(b))
        routing.solver().Add(clock.CumulVar(a) <= clock.CumulVar(b))
        clock.CumulVar(a).SetMin(max(0, int(order["ready"] - now)))
        clock.SetCumulVarSoftUpperBound(b, 0, 1)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(1000 * budget))
    routing.CloseModelWithParameters(parameters)
    # Its own first solutions do not see dropoff times and put everything on a few drivers, so it starts from the baseline.
    nearest, _ = nearest_first(problem, budget)
    nodes = [[drivers + o + (0 if is_pickup else orders) for o, is_pickup in nearest.get(d, [])] for d in range(drivers)]
    start = routing.ReadAssignmentFromRoutes(nodes, True)
    answer = routing.SolveFromAssignmentWithParameters(start, parameters)
    routes = {}
    for i in range(drivers if answer else 0):
        at, stops = routing.Start(i), []
        while not routing.IsEnd(at):
            node = manager.IndexToNode(at)
            if node >= drivers:
                stops.append(((node - drivers) % orders, node < drivers + orders))
            at = answer.Value(routing.NextVar(at))
        routes[i] = stops
    return routes


def after(problem, driver, stops, order):
    return dropoffs(problem, driver, stops + [(order, True), (order, False)])[-1]


@timed
def repeated_assignment(problem, _):
    """Exact assignment of one order per driver, again and again until every order has one."""
    routes = collections.defaultdict(list)
    left = list(range(len(problem["orders"])))
    size = len(problem["drivers"])
    while left:
        batch = sorted(left, key=lambda o: problem["orders"][o]["ready"])[:size]
        cost = numpy.zeros((size, size))
        for i, order in enumerate(batch):
            cost[i] = [after(problem, d, routes[d], order) - problem["now"] for d in range(size)]
        rows = lapjv.lapjv(cost)[0]
        for i, order in enumerate(batch):
            routes[int(rows[i])] += [(order, True), (order, False)]
        left = [o for o in left if o not in batch]
    return routes


@timed
def nearest_first(problem, _):
    """Each order in turn to the driver who can be at its pickup first."""
    routes = collections.defaultdict(list)
    for order in range(len(problem["orders"])):
        best = min(range(len(problem["drivers"])), key=lambda d: after(problem, d, routes[d], order))
        routes[best] += [(order, True), (order, False)]
    return routes


def main(path, budget=2.0):
    with open(path) as file:
        problems = json.load(file)
    solvers = {
        "outrider": outrider,
        "vroom": vroom_routes,
        "or-tools": ortools_routes,
        "lapjv, repeated": repeated_assignment,
        "nearest driver first": nearest_first,
    }
    print("| solver | orders served | mean dropoff after now (min) | seconds per problem |\n|---|---|---|---|")
    for name, solve in solvers.items():
        times, seconds = [], 0.0
        for problem in problems:
            routes, taken = solve(problem, float(budget))
            seconds += taken
            times += [t - problem["now"] for driver, stops in routes.items() for t in dropoffs(problem, driver, stops)]
        total = sum(len(problem["orders"]) for problem in problems)
        print(f"| {name} | {len(times)} of {total} | {sum(times) / max(1, len(times)) / 60:.2f} | {seconds / len(problems):.3f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
