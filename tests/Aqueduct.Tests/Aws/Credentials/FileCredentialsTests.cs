using Aqueduct.Aws;
using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Signing;

namespace Aqueduct.Tests.Aws.Credentials;

public sealed class FileCredentialsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-").FullName;

    private string CredentialsPath => Path.Combine(folder, "credentials");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_default_profile_is_read_when_none_is_named()
    {
        Write("[default]\naws_access_key_id = AKIAONE\naws_secret_access_key = one\n[other]\naws_access_key_id = AKIATWO\naws_secret_access_key = two\naws_session_token = t\n");
        (await new FileCredentials(CredentialsPath, null).FindAsync(Cancellation)).Keys.ShouldBe(new AwsKeys("AKIAONE", "one", null));
        (await new FileCredentials(CredentialsPath, "other").FindAsync(Cancellation)).Keys.ShouldBe(new AwsKeys("AKIATWO", "two", "t"));
    }

    [Fact]
    public async Task A_changed_file_is_read_again()
    {
        var source = new FileCredentials(CredentialsPath, null);
        Write("[default]\naws_access_key_id = AKIAONE\naws_secret_access_key = one\n");
        (await source.FindAsync(Cancellation)).Keys!.AccessKeyId.ShouldBe("AKIAONE");
        Write("[default]\naws_access_key_id = AKIATWO\naws_secret_access_key = two\n");
        File.SetLastWriteTimeUtc(CredentialsPath, File.GetLastWriteTimeUtc(CredentialsPath).AddSeconds(1));
        (await source.FindAsync(Cancellation)).Keys!.AccessKeyId.ShouldBe("AKIATWO");
    }

    [Fact]
    public async Task A_missing_file_is_named() => (await MissingAsync(null)).ShouldBe($"The file {CredentialsPath} (aws.credentials_file) does not exist.");

    [Fact]
    public async Task A_profile_that_is_missing_or_empty_is_named()
    {
        Write("[empty]\nregion = eu-west-1\n");
        foreach (var profile in new[] { "absent", "empty" })
        {
            (await MissingAsync(profile)).ShouldBe(
                $"The file {CredentialsPath} has no profile \"{profile}\" with aws_access_key_id and aws_secret_access_key.");
        }
    }

    [Fact]
    public async Task A_file_that_is_no_INI_file_is_not_quoted()
    {
        Write("wJalrXUtnFEMI-a-secret-on-its-own-line\n");
        (await MissingAsync(null)).ShouldBe($"{CredentialsPath} is not a shared credentials file ([profile] and key = value lines).");
    }

    [Fact]
    public async Task A_call_without_credentials_fails_before_anything_is_sent()
    {
        var transport = RecordingTransport.Answering(new HttpResponseMessage());
        using var clients = new AwsClients(new AwsTarget("us-east-1", CredentialsFile: CredentialsPath), transport, TimeProvider.System);
        var failure = (await clients.Sts.GetCallerIdentityAsync(Cancellation)).Failure.ShouldNotBeNull();
        failure.Kind.ShouldBe(AwsFailureKind.CredentialsRejected);
        failure.Code.ShouldBe("NoCredentials");
        failure.Message.ShouldContain(CredentialsPath);
        transport.Requests.ShouldBeEmpty();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private void Write(string text) => File.WriteAllText(CredentialsPath, text);

    private async Task<string> MissingAsync(string? profile)
    {
        var found = await new FileCredentials(CredentialsPath, profile).FindAsync(Cancellation);
        found.Keys.ShouldBeNull();
        return found.Missing;
    }
}
