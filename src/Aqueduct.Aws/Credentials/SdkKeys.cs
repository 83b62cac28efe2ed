using Amazon.Runtime;
using Aqueduct.Aws.Signing;

namespace Aqueduct.Aws.Credentials;

internal static class SdkKeys
{
    public static AwsKeys ToKeys(this ImmutableCredentials credentials) =>
        new(credentials.AccessKey, credentials.SecretKey, credentials.UseToken ? credentials.Token : null);
}
