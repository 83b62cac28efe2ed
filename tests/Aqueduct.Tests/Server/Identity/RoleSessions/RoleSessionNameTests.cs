using System.Text.RegularExpressions;
using Aqueduct.Server.Identity.RoleSessions;
using FsCheck.Xunit;

namespace Aqueduct.Tests.Server.Identity.RoleSessions;

public sealed partial class RoleSessionNameTests
{
    [Fact]
    public void GitLabs_user_ids_can_be_read_in_CloudTrail() =>
        RoleSessionName.OfUser("kG6L+/x2b8J0Jw1T/yVwq3VqzLqkYw9mC2p0r7oXz0A=").ShouldBe("kG6L+_x2b8J0Jw1T_yVwq3VqzLqkYw9mC2p0r7oXz0A=");

    [Property]
    public void Every_name_is_one_STS_takes(string? user) => Legal().IsMatch(RoleSessionName.OfUser(user ?? "")).ShouldBeTrue();

    [Fact]
    public void Ids_that_differ_in_an_illegal_character_have_different_names()
    {
        string[] ids = ["", "a", "a/b", "a_b", "a b", "a:b", "ab", "ä", "😀", new('x', 64), new('x', 65), new('x', 66)];

        ids.Select(RoleSessionName.OfUser).ShouldBeUnique();
    }

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex Legal();
}
