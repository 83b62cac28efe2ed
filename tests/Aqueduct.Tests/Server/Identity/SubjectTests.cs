using System.Text;
using System.Text.RegularExpressions;
using Aqueduct.Server.Identity;
using FsCheck;
using FsCheck.Xunit;

namespace Aqueduct.Tests.Server.Identity;

public sealed class SubjectTests
{
    [Theory]
    [InlineData("setup", "uid:setup")]
    [InlineData("Ab1-._", "uid:Ab1-._")]
    [InlineData("a/b+c=", "uid:a~2Fb~2Bc~3D")]
    [InlineData("~2F", "uid:~7E2F")]
    [InlineData("é", "uid:~C3~A9")]
    public void User_id_is_written_url_safe(string user, string expected)
    {
        Subject.TryCreate("uid", user, out var subject).ShouldBeTrue();

        subject.ShouldBe(expected);
    }

    [Property]
    public bool Two_users_never_share_a_subject(NonEmptyString user) =>
        !Subject.TryCreate("uid", user.Get, out var subject) || Read(subject["uid:".Length..]) == user.Get;

    [Fact]
    public void User_id_that_names_nobody_is_refused()
    {
        Subject.TryCreate("uid", "", out _).ShouldBeFalse();
        Subject.TryCreate("uid", "\ud800", out _).ShouldBeFalse(); // half a character, which would be replaced
    }

    [Fact]
    public void Subject_longer_than_STS_takes_is_refused()
    {
        Subject.TryCreate("uid", new string('a', 251), out _).ShouldBeTrue();
        Subject.TryCreate("uid", new string('a', 252), out _).ShouldBeFalse();
        Subject.TryCreate("uid", new string('/', 84), out _).ShouldBeFalse();
    }

    private static string Read(string mapped)
    {
        var octets = new List<byte>();
        foreach (Match match in Regex.Matches(mapped, "~([0-9A-F]{2})|([^~])"))
            octets.Add(match.Groups[1].Success ? Convert.ToByte(match.Groups[1].Value, 16) : (byte)match.Groups[2].Value[0]);
        return Encoding.UTF8.GetString([.. octets]);
    }
}
