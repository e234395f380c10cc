from terminal.sandbox.faults import FOREVER, FaultKind, FaultMatch, FaultPlan, FaultRule


def kinds(
    plan: FaultPlan, method: str = "POST", path: str = "/orders/regular", tag: str = ""
) -> list[str]:
    return [rule.kind.value for rule in plan.for_request(method, path, tag)]


def test_rule_fires_as_often_as_told_and_is_gone() -> None:
    plan = FaultPlan()
    plan.arm(FaultRule(kind=FaultKind.HTTP_502, count=2))
    assert [kinds(plan) for _ in range(3)] == [["http_502"], ["http_502"], []]
    assert plan.rules == []


def test_rule_lets_some_matches_pass_first() -> None:
    plan = FaultPlan()
    plan.arm(FaultRule(kind=FaultKind.HTTP_429, after=2))
    assert [kinds(plan) for _ in range(4)] == [[], [], ["http_429"], []]


def test_rule_without_end_stays() -> None:
    plan = FaultPlan()
    plan.arm(FaultRule(kind=FaultKind.HTML, count=FOREVER))
    assert all(kinds(plan) == ["html"] for _ in range(5))
    plan.clear()
    assert kinds(plan) == []


def test_rule_matches_method_path_and_tag() -> None:
    plan = FaultPlan()
    match = FaultMatch(method="post", path="/orders/*", tag="TT*")
    plan.arm(FaultRule(kind=FaultKind.ACCEPT_DROP, match=match, count=FOREVER))
    assert kinds(plan, tag="TT42") == ["accept_drop"]
    assert kinds(plan, tag="other") == []
    assert kinds(plan, method="GET", tag="TT42") == []
    assert kinds(plan, path="/quote", tag="TT42") == []


def test_latency_comes_on_top_of_one_other_fault() -> None:
    plan = FaultPlan()
    plan.arm(FaultRule(kind=FaultKind.LATENCY, delay_ms=5))
    plan.arm(FaultRule(kind=FaultKind.HTTP_500))
    plan.arm(FaultRule(kind=FaultKind.HTTP_503))
    assert kinds(plan) == ["latency", "http_500"]
    assert kinds(plan) == ["http_503"]


def test_passing_faults_pile_up() -> None:
    plan = FaultPlan()
    for kind in (FaultKind.EXPIRE_TOKEN, FaultKind.CLOCK_JUMP, FaultKind.LATE_REPLY):
        plan.arm(FaultRule(kind=kind))
    assert kinds(plan) == ["expire_token", "clock_jump", "late_reply"]
    assert kinds(plan) == []


def test_stream_faults_never_bite_requests_and_the_other_way_round() -> None:
    plan = FaultPlan()
    plan.arm(FaultRule(kind=FaultKind.TORN))
    assert kinds(plan) == []
    assert plan.for_stream(FaultKind.CLOSE) is None
    assert plan.for_stream(FaultKind.TORN) is not None
    assert plan.for_stream(FaultKind.TORN) is None
