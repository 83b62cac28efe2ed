namespace Aqueduct.Setup;

/// <summary>Which sides a command works on; AWS comes first when something is made, last when it is deleted.</summary>
[Flags]
public enum SetupSides
{
    None = 0,
    Aws = 1,
    GitLab = 2,
    Both = Aws | GitLab,
}
