using Aqueduct.GitLab.Tree;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Tree;

/// <summary>GitLab's answers as rows.</summary>
internal static class TreeNodeRows
{
    public static TreeGroupRow ToRow(this GroupNode node) =>
        new() { Id = node.Id, ParentId = node.ParentId, Name = node.Name, Path = node.Path, FullPath = node.FullPath };

    public static TreeProjectRow ToRow(this ProjectNode node) =>
        new() { Id = node.Id, GroupId = node.GroupId, Name = node.Name, Path = node.Path, FullPath = node.PathWithNamespace };

    public static void Become(this TreeProjectRow row, ProjectNode node) =>
        (row.GroupId, row.Name, row.Path, row.FullPath) = (node.GroupId, node.Name, node.Path, node.PathWithNamespace);
}
