using System.Security.Cryptography.X509Certificates;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Embedded;

/// <summary>
/// The installation <c>up</c> makes when nothing is configured: real names under <c>.example.test</c>, a throwaway authority,
/// the stand-ins' fixed credentials (never the AWS default chain), everything in one folder.
/// </summary>
/// <param name="mode">Gateway: the GitLab stand-in has the add-on, and Aqueduct is its AI gateway.</param>
internal sealed class EmbeddedInstallation(string folder, EmbeddedPorts ports, GitLabMode mode = GitLabMode.Beside)
{
    /// <summary>The instance UID of the stand-ins' fixed world.</summary>
    public const string InstanceUid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    private const string ServerName = "aqueduct.example.test";
    private const string GitLabName = "gitlab.example.test";

    public string Folder { get; } = Path.GetFullPath(folder);

    public EmbeddedPorts Ports { get; } = ports;

    public string ConfigFile => Path.Combine(Folder, "aqueduct.yaml");

    /// <summary>The command that runs the AWS stand-in; it keeps its state, so that a restart finds what was set up.</summary>
    public IReadOnlyList<string> AwsStandInWords =>
    [
        "stand-in", "aws", "--urls", $"http://127.0.0.1:{Ports.Aws}", .. Trust, "--state", Path.Combine(Folder, "aws"),
    ];

    /// <summary>The command that runs the GitLab stand-in: plain for people, TLS under its real name for Amazon Q.</summary>
    public IReadOnlyList<string> GitLabStandInWords =>
    [
        "stand-in", "gitlab", "--urls", $"http://127.0.0.1:{Ports.GitLab}", "--urls", $"https://127.0.0.1:{Ports.GitLabTls}",
        "--external-url", $"https://{GitLabName}", "--certificate-file", Path.Combine(Folder, "tls.pem"), "--key-file", Path.Combine(Folder, "tls.key"),
        .. Trust, "--state", Path.Combine(Folder, "gitlab"), .. AddOn,
    ];

    private IEnumerable<string> AddOn => mode is GitLabMode.Gateway ? ["--shape", "gateway"] : [];

    /// <summary>Said when all is up.</summary>
    public string WhatNext => $"""

        Aqueduct serves http://127.0.0.1:{Ports.Http}, beside a local GitLab at http://127.0.0.1:{Ports.GitLab} and a local AWS at http://127.0.0.1:{Ports.Aws}.
        Open it in a browser and sign in as root with the password standin. The link of a consent has names that exist for these processes alone:
          chromium --user-data-dir=/tmp/aqueduct-browser --host-resolver-rules="MAP {GitLabName}:443 127.0.0.1:{Ports.GitLabTls}, MAP {ServerName}:443 127.0.0.1:{Ports.Tls}" "LINK"
        Or try, in another terminal:
          ./run setup verify
          ./run connection show
          curl -H 'PRIVATE-TOKEN: glpat-standin-root' http://127.0.0.1:{Ports.GitLab}/api/v4/applications
          export AWS_SHARED_CREDENTIALS_FILE={Path.Combine(Folder, "aws-credentials")} AWS_ENDPOINT="--endpoint-url http://127.0.0.1:{Ports.Aws} --region us-east-1"
          aws $AWS_ENDPOINT iam get-role --role-name QDeveloperAccess
        Ctrl-C ends all three.
        """;

    /// <summary>How everybody reaches the server and GitLab under their real names.</summary>
    private IReadOnlyList<string> ConnectTo => [$"{ServerName}:443=127.0.0.1:{Ports.Tls}", $"{GitLabName}:443=127.0.0.1:{Ports.GitLabTls}"];

    private IEnumerable<string> Trust => [.. ConnectTo.SelectMany(rule => (string[])["--connect-to", rule]), "--ca-file", Path.Combine(Folder, "ca.pem")];

    public void Write(TimeProvider clock)
    {
        CreateFolder(Folder);
        WriteCertificates(clock.GetUtcNow());
        WriteFile("aws-credentials", AwsCredentials);
        WriteFile("gitlab-token", GitLabToken);
        WriteFile("aqueduct.yaml", Configuration);
    }

    /// <summary>The configuration of somebody who does not have everything.</summary>
    /// <param name="setting">Its line is left out, such as <c>token_file</c>.</param>
    /// <returns>Its path.</returns>
    public string WriteWithout(string setting)
    {
        var name = $"without-{setting.Replace('_', '-')}.yaml";
        WriteFile(name, string.Join('\n', Configuration.Split('\n').Where(line => !line.TrimStart().StartsWith($"{setting}:", StringComparison.Ordinal))));
        return Path.Combine(Folder, name);
    }

    private void WriteCertificates(DateTimeOffset now)
    {
        if (IsCertificateGood(now))
            return;
        var (authority, certificate, key) = ThrowawayAuthority.Issue([ServerName, GitLabName], now);
        WriteFile("tls.key", key);
        WriteFile("tls.pem", certificate);
        WriteFile("ca.pem", authority); // last: the others are there when it is
    }

    private bool IsCertificateGood(DateTimeOffset now)
    {
        var file = Path.Combine(Folder, "tls.pem");
        if (!File.Exists(Path.Combine(Folder, "ca.pem")) || !File.Exists(file))
            return false;
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(30);
    }

    private void WriteFile(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new StreamWriter(path + ".new", options))
            stream.Write(text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private const string AwsCredentials = """
        # The AWS stand-in's fixed, public credentials. They open nothing else.
        [default]
        aws_access_key_id = AKIASTANDIN000000000
        aws_secret_access_key = standin-secret-for-local-use-only

        """;

    /// <summary>The stand-in's administrator.</summary>
    private const string GitLabToken = "glpat-standin-root\n";

    private string Configuration => $"""
        # Written by `aqueduct up` at each start, for the stand-ins. Your own configuration belongs into ./aqueduct.yaml.
        gitlab:
          mode: {(mode is GitLabMode.Gateway ? "gateway" : "beside")}
          url: http://127.0.0.1:{Ports.GitLab}
          external_url: https://{GitLabName}
          token_file: gitlab-token
          instance_uid: {InstanceUid}
        aws:
          region: us-east-1
          account_id: "111122223333"
          endpoint_url: http://127.0.0.1:{Ports.Aws}
          credentials_file: aws-credentials
        storage:
          path: aqueduct.db
          master_key_file: master.key
        server:
          public_url: https://{ServerName}
          urls: "http://127.0.0.1:{Ports.Http};https://127.0.0.1:{Ports.Tls}"
          certificate_file: tls.pem
          certificate_key_file: tls.key
        network:
          ca_file: ca.pem
          connect_to: [{string.Join(", ", ConnectTo.Select(rule => $"\"{rule}\""))}]
        {(mode is GitLabMode.Gateway ? $"gateway: {{ upstream: \"{Upstream}\" }}" : "")}

        """;

    /// <summary>Stands for GitLab's own AI gateway, to see what is not Amazon Q's passed on.</summary>
    private string Upstream => $"http://127.0.0.1:{Ports.GitLab}/api/v4";
}
