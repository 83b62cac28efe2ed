using System.Text.RegularExpressions;
using Aqueduct.Setup.Network;

namespace Aqueduct.Configuration;

/// <summary>Rules for names and identifiers; the patterns also stand in the schema.</summary>
internal static partial class TextFormats
{
    public const string UuidPattern = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
    public const string AccountIdPattern = "[0-9]{12}";
    public const string RoleNamePattern = "[A-Za-z0-9+=,.@_-]{1,64}";
    public const string ProfileNamePattern = "[A-Za-z][A-Za-z0-9_-]{0,99}";
    public const string ProfileDescriptionPattern = "[A-Za-z0-9 _-]{0,256}";

    public const string DaysPattern = "[1-9][0-9]{0,4}";

    public static Complaint? Days(string text) => DaysText().IsMatch(text) ? null
        : new("It is no number of days.", "Write a whole number from 1 to 99999, or leave the key out to keep everything.");

    public static Complaint? InstanceUid(string text) => Uuid().IsMatch(text) ? null
        : new("An instance UID is a UUID.", "In GitLab: 'Gitlab::CurrentSettings.uuid' in the Rails console, or leave the key out.");

    public static Complaint? AccountId(string text) => Account().IsMatch(text) ? null
        : new("An AWS account ID has twelve digits.", "'aws sts get-caller-identity --query Account' prints it; keep leading zeros, in quotes.");

    public static Complaint? RoleName(string text) => Role().IsMatch(text) ? null
        : new("IAM takes 1 to 64 letters, digits and +=,.@-_ as a role's name.", "Give the name alone, without ARN and path.");

    public static Complaint? ProfileName(string text) => Profile().IsMatch(text) ? null
        : new("Amazon Q takes 1 to 100 letters, digits, '-' and '_', beginning with a letter.", "Choose such a name, or leave the key out.");

    public static Complaint? ProfileDescription(string text) => Description().IsMatch(text) ? null
        : new("Amazon Q takes up to 256 letters, digits, spaces, '-' and '_'.", "Shorten it, or remove the other characters.");

    public static Complaint? ConnectTo(string text) => ConnectToRule.TryParse(text, out _) ? null
        : new("It is not HOST:PORT=ADDRESS:PORT.", "Write it as aqueduct.example.com:443=127.0.0.1:7443.");

    [GeneratedRegex($@"\A{UuidPattern}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex($@"\A{AccountIdPattern}\z")]
    private static partial Regex Account();

    [GeneratedRegex($@"\A{RoleNamePattern}\z")]
    private static partial Regex Role();

    [GeneratedRegex($@"\A{ProfileNamePattern}\z")]
    private static partial Regex Profile();

    [GeneratedRegex($@"\A{DaysPattern}\z")]
    private static partial Regex DaysText();

    [GeneratedRegex($@"\A{ProfileDescriptionPattern}\z")]
    private static partial Regex Description();
}
