using Aqueduct.Server.Identity;

namespace Aqueduct.Server.Pages;

/// <summary>What the pages need of the configuration.</summary>
/// <param name="Issuer">Its URL is what AWS calls the provider URL.</param>
/// <param name="ConfiguredRoleArn">By <c>aws.account_id</c> and <c>role.name</c>; null without an account.</param>
/// <param name="IsBeside">Aqueduct does the settings itself; else GitLab does.</param>
public sealed record PagesSettings(Issuer Issuer, string? ConfiguredRoleArn, bool IsBeside);
