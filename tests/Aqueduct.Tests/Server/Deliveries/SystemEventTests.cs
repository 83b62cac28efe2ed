using System.Text;
using Aqueduct.Server.Deliveries;
using Aqueduct.Server.Tree;

namespace Aqueduct.Tests.Server.Deliveries;

public sealed class SystemEventTests
{
    [Theory]
    [InlineData("""{"event_name":"project_destroy","project_id":7,"path_with_namespace":"a/b"}""", false, 7)]
    [InlineData("""{"event_name":"group_rename","group_id":9}""", true, 9)]
    public void An_event_names_its_project_or_group(string body, bool ofGroup, long id) => ItemOf(body).ShouldBe(new TreeItem(ofGroup, id));

    [Theory]
    [InlineData("""{"event_name":"user_add_to_team","project_id":7}""")]
    [InlineData("""{"event_name":"project_create","project_id":"7"}""")]
    [InlineData("""{"event_name":"project_create","project_id":-7}""")]
    [InlineData("""{"event_name":"project_create","project_id":1e99}""")]
    [InlineData("""{"event_name":"project_create"}""")]
    [InlineData("""{"event_name":["group_create"],"group_id":1}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"event_name":"group_""")]
    [InlineData("")]
    public void Anything_else_names_nothing(string body) => ItemOf(body).ShouldBeNull();

    private static TreeItem? ItemOf(string body) => SystemEvent.ItemOf(Encoding.UTF8.GetBytes(body));
}
