using Aqueduct.Server.Storage;
using Aqueduct.Server.Storage.Secrets;

namespace Aqueduct.Tests.Server.Storage;

public sealed class MasterKeyTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-test-").FullName;

    private string Path => System.IO.Path.Combine(folder, "master.key");

    [Fact]
    public void A_new_key_is_a_header_and_32_bytes_that_only_the_owner_may_read()
    {
        using var key = MasterKey.Open(Path, mayCreate: true);

        var lines = File.ReadAllLines(Path);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("# Aqueduct master key 1");
        Convert.FromBase64String(lines[1]).Length.ShouldBe(32);
        File.GetUnixFileMode(Path).ShouldBe(Private);
        Directory.GetFiles(folder).ShouldBe([Path]);
    }

    [Fact]
    public void The_key_in_the_file_is_taken_whether_or_not_one_may_be_created()
    {
        using var created = MasterKey.Open(Path, mayCreate: true);
        using var again = MasterKey.Open(Path, mayCreate: true);
        using var known = MasterKey.Open(Path, mayCreate: false);

        var wrapped = created.Wrap([1, 2, 3], [4]);
        again.Unwrap(wrapped, [4]).ShouldBe([1, 2, 3]);
        known.Unwrap(wrapped, [4]).ShouldBe([1, 2, 3]);
        known.Unwrap(wrapped, [5]).ShouldBeNull();
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_others_may_touch_is_refused(UnixFileMode others)
    {
        MasterKey.Open(Path, mayCreate: true).Dispose();
        File.SetUnixFileMode(Path, Private | others);

        var failure = Should.Throw<StorageException>(() => MasterKey.Open(Path, mayCreate: true)).Failure;
        failure.Code.ShouldBe("master-key-exposed");
        failure.Fix.ShouldBe($"Run: chmod 600 {Path}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("# Aqueduct master key 1\n")]
    [InlineData("# Aqueduct master key 1\nnot base64\n")]
    [InlineData("# Aqueduct master key 1\nc2VjcmV0\n")]
    [InlineData("# Aqueduct master key 1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")]
    [InlineData("# Aqueduct master key 1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nAAAA\n")]
    public void A_file_that_holds_no_key_is_refused_without_quoting_it(string content)
    {
        File.WriteAllText(Path, content);
        File.SetUnixFileMode(Path, Private);

        var refused = Should.Throw<StorageException>(() => MasterKey.Open(Path, mayCreate: true));
        refused.Failure.Code.ShouldBe("master-key-malformed");
        refused.ToString().ShouldNotContain("c2VjcmV0");
        File.ReadAllText(Path).ShouldBe(content);
    }

    [Fact]
    public void A_missing_key_is_not_made_up()
    {
        Should.Throw<StorageException>(() => MasterKey.Open(Path, mayCreate: false)).Failure.Code.ShouldBe("master-key-missing");
        File.Exists(Path).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_in_place_of_the_key_is_said()
    {
        Directory.CreateDirectory(Path);
        Should.Throw<StorageException>(() => MasterKey.Open(Path, mayCreate: false)).Failure.Detail.ShouldContain(Path);
    }

    [Fact]
    public void Two_that_create_at_once_end_with_one_key()
    {
        var wrapped = new byte[8][];
        Parallel.For(0, wrapped.Length, n =>
        {
            using var key = MasterKey.Open(Path, mayCreate: true);
            wrapped[n] = key.Wrap([1], []);
        });

        using var last = MasterKey.Open(Path, mayCreate: false);
        wrapped.ShouldAllBe(box => last.Unwrap(box, Array.Empty<byte>()) != null);
        Directory.GetFiles(folder).ShouldBe([Path]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
