using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>The filters that all lists of projects share; newest first.</summary>
internal static class ProjectQuery
{
    public static IEnumerable<Project> Filter(IEnumerable<Project> projects, Call call, Rights rights)
    {
        var given = call.Parameters;
        var caller = call.CallerOrNobody;
        // An administrator is in no project by being one: these filters ask for real membership.
        int Role(Project p) => caller is null ? AccessLevel.None : rights.OfMember(caller.User, p.GroupId, p);
        var least = given.Number("min_access_level") ?? (given.Flag("owned") == true ? AccessLevel.Owner : given.Flag("membership") == true ? 1 : 0);
        var found = projects
            .Where(p => least == 0 || Role(p) >= least)
            .Where(p => given.Flag("archived") is not { } archived || p.Archived == archived)
            .Where(p => given.Text("visibility") is not { } visibility || p.Visibility == visibility)
            .Where(p => given.Text("search") is not { } search || p.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || p.Path.Contains(search, StringComparison.OrdinalIgnoreCase));
        return given.Text("pagination") == "keyset" ? found : found.OrderByDescending(p => p.Id); // keyset pages order what they take
    }
}
