namespace Aqueduct.Server.SignIn;

/// <summary>Why a sign-in came to nothing; the sign-in page tells it.</summary>
public enum SignInFault
{
    /// <summary>The link or form is older than ten minutes, was used already, or is not of this browser.</summary>
    Stale,

    /// <summary>The person said no at GitLab.</summary>
    Denied,

    /// <summary>GitLab took the code for no good, or what it gave for it does not hold.</summary>
    Refused,

    /// <summary>GitLab did not answer.</summary>
    Silent,

    /// <summary>Set-up has not registered the application yet.</summary>
    NotSetUp,

    /// <summary>Somebody else came back than the one who was to prove who it is.</summary>
    SomebodyElse,

    /// <summary>Too many attempts from this address.</summary>
    TooMany,
}
