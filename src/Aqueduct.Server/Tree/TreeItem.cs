namespace Aqueduct.Server.Tree;

/// <summary>A group or a project, by GitLab's ID.</summary>
/// <param name="OfGroup">Else it is a project.</param>
public readonly record struct TreeItem(bool OfGroup, long Id)
{
    public static TreeItem Group(long id) => new(true, id);

    public static TreeItem Project(long id) => new(false, id);
}
