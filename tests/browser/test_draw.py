"""Drawing: palette, containers, inspector, undo; everything saved as it is done."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def test_an_empty_canvas_says_how_to_begin(open_design: Open) -> None:
    canvas = open_design()
    canvas.page.get_by_role("button", name="Start with a VPC").click()
    expect(canvas.node("Vpc")).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["Vpc"]["cidr_block"] == "10.0.0.0/16"


def test_a_network_is_drawn_from_the_palette_and_each_drop_sets_the_owning_property(open_design: Open) -> None:
    canvas = open_design()
    canvas.drag_from_palette("vpc", 400, 250)
    expect(canvas.node("Vpc")).to_be_visible()
    canvas.drop_into("subnet", "Vpc", dy=20)
    expect(canvas.node("Subnet")).to_be_visible()
    canvas.drop_into("subnet", "Vpc/us-east-1a", dy=40)
    expect(canvas.node("Subnet2")).to_be_visible()
    canvas.drop_into("internet-gateway", "Vpc", dy=40)
    canvas.drop_into("nat-gateway", "Subnet", dy=20)
    canvas.drop_into("service", "Subnet2", dy=20)
    expect(canvas.node("Service@Subnet2")).to_be_visible()
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)
    assert (saved["Subnet"]["vpc_id"], saved["Subnet"]["cidr_block"]) == ("Vpc", "10.0.0.0/24")
    assert (saved["Subnet2"]["vpc_id"], saved["Subnet2"]["cidr_block"]) == ("Vpc", "10.0.1.0/24")
    assert saved["Subnet2"]["availability_zone"] == "us-east-1a"
    assert saved["InternetGateway"]["vpc_id"] == "Vpc"
    assert saved["NatGateway"]["subnet_id"] == "Subnet"
    assert saved["Service"]["subnets"] == ["Subnet2"]
    assert saved[saved["Service"]["task_definition"]]["type"] == "TaskDefinition"
    assert saved[saved["Service"]["cluster"]]["type"] == "Cluster"


def test_a_service_dragged_into_a_second_subnet_gains_a_placement(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.drag_node("BillingWorker@AppA", "AppB")
    expect(canvas.node("BillingWorker@AppB")).to_be_visible()
    expect(canvas.node("BillingWorker@AppA")).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["BillingWorker"]["subnets"] == ["AppA", "AppB"]
    canvas.node("BillingWorker@AppB").click()
    expect(canvas.page.locator(".item.is-selected")).to_have_count(2)


def test_a_drop_that_aws_would_refuse_is_refused_with_the_reason(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    before = canvas.server.resources(canvas.design)
    canvas.drop_into("internet-gateway", "PublicA", dy=40)
    expect(canvas.page.get_by_test_id("toast")).to_contain_text("already has an internet gateway")
    canvas.drag_node("OrdersAlb@PublicA", "AppB")
    expect(canvas.page.get_by_test_id("toast").last).to_contain_text("one subnet per availability zone")
    assert canvas.server.resources(canvas.design) == before


def test_dragging_a_subnet_carries_what_stands_in_it(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    child, subnet = canvas.node("OrdersApi@AppB").bounding_box(), canvas.header("AppB").bounding_box()
    assert child and subnet
    x, y = subnet["x"] + 60, subnet["y"] + 16
    canvas._drag(x, y, x + 40, y + 12)
    canvas.wait_saved()
    moved = canvas.node("OrdersApi@AppB").bounding_box()
    assert moved and abs(moved["x"] - child["x"] - 40) <= 4 and abs(moved["y"] - child["y"] - 12) <= 4
    document = canvas.server.call("GET", f"designs/{canvas.design}/")["document"]
    assert document["layout"]["OrdersApi@AppB"] == orders["layout"]["OrdersApi@AppB"]
    assert document["layout"]["AppB"] != orders["layout"]["AppB"]


def test_a_property_is_edited_in_the_inspector_and_a_wrong_value_is_told_at_its_field(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    canvas.header("AppA").click()
    cidr = canvas.field("cidr_block").locator("input")
    cidr.fill("10.20.30.7/24")
    cidr.press("Enter")
    expect(canvas.node("AppA")).to_contain_text("10.20.30.0/24")
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["AppA"]["cidr_block"] == "10.20.30.0/24"
    cidr.fill("not a block")
    cidr.press("Enter")
    expect(canvas.field("cidr_block").get_by_role("alert")).to_be_visible()
    expect(cidr).to_have_value("10.20.30.0/24")
    assert canvas.server.resources(canvas.design)["AppA"]["cidr_block"] == "10.20.30.0/24"


def test_rules_references_and_switches_have_their_editors(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.node("OrdersGroup").click()
    egress = canvas.field("security_group_egress")
    egress.get_by_role("button", name="Add rule").click()
    egress.get_by_label("Destination of rule").last.fill("10.0.0.0/8")
    egress.get_by_label("Destination of rule").last.press("Enter")
    canvas.wait_saved()
    assert len(canvas.server.resources(canvas.design)["OrdersGroup"]["security_group_egress"]) == 2
    canvas.node("BillingWorker@AppA").click()
    canvas.field("security_groups").locator("select").select_option("EndpointGroup")
    canvas.field("enable_execute_command").locator("input").check()
    canvas.field("assign_public_ip").locator("select").select_option("ENABLED")
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)["BillingWorker"]
    assert saved["security_groups"] == ["OrdersGroup", "EndpointGroup"]
    assert (saved["enable_execute_command"], saved["assign_public_ip"]) == (True, "ENABLED")


def test_delete_takes_what_refers_to_it_and_undo_brings_everything_back(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    before = canvas.server.resources(canvas.design)
    canvas.node("OrdersIgw").click()
    canvas.page.keyboard.press("Delete")
    expect(canvas.node("OrdersIgw")).to_have_count(0)
    expect(canvas.node("PublicA")).to_contain_text("isolated")
    canvas.wait_saved()
    assert "OrdersIgw" not in canvas.server.resources(canvas.design)
    canvas.page.keyboard.press("Control+z")
    expect(canvas.node("OrdersIgw")).to_be_visible()
    expect(canvas.node("PublicA")).to_contain_text("public")
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design) == before
    canvas.page.keyboard.press("Control+Shift+z")
    expect(canvas.node("OrdersIgw")).to_have_count(0)


def test_a_vpc_is_deleted_with_all_that_is_in_it_and_comes_back_in_one_step(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    before = canvas.server.resources(canvas.design)
    canvas.header("OrdersVpc").click()
    page.keyboard.press("Delete")
    expect(page.locator(".toast")).to_contain_text("things that belonged to orders-vpc were deleted too")
    expect(page.locator(".react-flow__node")).to_have_count(2)
    canvas.wait_saved()
    left = {found["type"] for found in canvas.server.resources(canvas.design).values()}
    assert left == {"FileSystem", "ExternalHost", "Cluster", "TaskDefinition"}
    page.keyboard.press("Control+z")
    expect(canvas.node("OrdersApi@AppA")).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design) == before


def test_a_vpc_is_joined_with_others_from_the_palette(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.header("OrdersVpc").click()
    page.locator('[data-kind="transit-gateway-attachment"]').click()
    dialog = page.get_by_test_id("insert-dialog")
    dialog.get_by_role("radio", name="data-a").check()
    dialog.get_by_role("radio", name="data-b").check()
    dialog.get_by_role("button", name="Add Transit gateway attachment").click()
    expect(canvas.node("Attachment@DataA")).to_contain_text("to TransitGateway")
    expect(canvas.node("Attachment@DataB")).to_contain_text("same attachment")
    expect(canvas.node("TransitGateway")).to_contain_text("1 attachment")
    page.locator('[data-kind="peering-connection"]').click()
    expect(page.locator(".toast")).to_contain_text("there is only orders-vpc")
    canvas.node("TransitGateway").click()
    page.locator('[data-kind="vpn-connection"]').click()
    expect(canvas.node("VpnConnection")).to_contain_text("VPN to TransitGateway")
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)
    assert saved["Attachment"]["subnet_ids"] == ["DataA", "DataB"]
    assert saved["VpnConnection"]["transit_gateway_id"] == "TransitGateway"


def test_a_load_balancer_gets_a_second_listener_from_the_palette(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.node("OrdersAlb@PublicA").click()
    canvas.page.locator('[data-kind="listener"]').click()
    expect(canvas.field("port").locator("input")).to_have_value("80")
    canvas.wait_saved()
    added = canvas.server.resources(canvas.design)["OrdersAlbListener"]
    assert (added["load_balancer_arn"], added["target_groups"]) == ("OrdersAlb", ["OrdersTargets"])


def test_without_a_mouse_one_inserts_selects_moves_and_deletes(open_design: Open) -> None:
    canvas = open_design()
    page = canvas.page
    for word in ("vpc", "subnet", "nat"):
        page.keyboard.press("/")
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        page.get_by_role("searchbox").fill("")
        page.get_by_role("searchbox").blur()
    expect(canvas.node("NatGateway")).to_be_visible()
    canvas.node("NatGateway").focus()
    before = canvas.node("NatGateway").bounding_box()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    canvas.wait_saved()
    page.wait_for_timeout(800)
    canvas.wait_saved()
    after = canvas.node("NatGateway").bounding_box()
    assert before and after and after["x"] > before["x"]
    moves = [
        b
        for b in canvas.server.call("GET", f"designs/{canvas.design}/changes/?since=1")["results"]
        if b["changes"][0]["op"] == "move"
    ]
    assert len(moves) == 1, "three presses are one move"
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    expect(canvas.node("NatGateway")).to_have_count(0)


def test_escape_backs_out_of_a_drag(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    before = canvas.node("NatA").bounding_box()
    x, y = canvas.middle("NatA")
    mouse = canvas.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 200, y + 150, steps=6)
    canvas.page.keyboard.press("Escape")
    mouse.move(x + 210, y + 160, steps=2)
    mouse.up()
    assert canvas.node("NatA").bounding_box() == before
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["revision"] == 1
