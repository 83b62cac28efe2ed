using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam.Users;

/// <summary>Create, Get, DeleteUser: so that callers with few rights can be tried.</summary>
internal static class UserOperations
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("CreateUser", Create) { Resource = Resource },
        new("GetUser", Get) { Resource = Resource },
        new("DeleteUser", Delete) { Resource = Resource },
    ];

    /// <summary>The user a call is about, for permissions; the caller when it names none.</summary>
    public static string Resource(AwsCall call) =>
        call.Query["UserName"] is not { } name ? call.Caller.Arn
        : call.World.Read(state => state.FindUser(name)?.Arn) ?? $"arn:aws:iam::{AwsWorld.AccountId}:user{call.Query["Path"] ?? "/"}{name}";

    /// <summary>The name a call gives, or the caller's own.</summary>
    public static string NameOrCaller(AwsCall call) =>
        call.Query["UserName"] is null && call.Caller is Principal.User caller ? caller.Name : Name(call);

    private static AwsAnswer Create(AwsCall call)
    {
        var input = new IamInput(call);
        var (name, path) = (input.UserName(), input.Path());
        input.Check();
        return call.World.Change(state =>
        {
            if (state.Iam.Users.Exists(u => string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase)))
                throw IamRefusals.AlreadyExists($"User with name {name} already exists.");
            var user = new IamUser
            {
                Name = name,
                Path = path,
                Id = IamIds.New("AIDA"),
                CreateDate = call.Time,
                VisibleFrom = call.World.VisibleFrom(state),
            };
            state.Iam.Users.Add(user);
            return AwsAnswer.Of(ToXml(user));
        });
    }

    private static AwsAnswer Get(AwsCall call)
    {
        if (call.Query["UserName"] is null && call.Caller is Principal.Root root)
            return AwsAnswer.Of(new XElement("User",
                new XElement("UserId", root.UserId), new XElement("Arn", root.Arn), IamXml.Date("CreateDate", call.Time)));
        var name = NameOrCaller(call);
        return call.World.Read(state => AwsAnswer.Of(ToXml(state.User(name))));
    }

    private static AwsAnswer Delete(AwsCall call)
    {
        var name = Name(call);
        call.World.Change(state =>
        {
            var user = state.User(name);
            if (state.Iam.AccessKeys.Exists(k => k.UserName == user.Name))
                throw IamRefusals.DeleteConflict("Cannot delete entity, must delete access keys first.");
            if (user.InlinePolicies.Count > 0) throw IamRefusals.DeleteConflict("Cannot delete entity, must delete policies first.");
            state.Iam.Users.Remove(user);
        });
        return AwsAnswer.Empty;
    }

    /// <summary>The name a call must give.</summary>
    public static string Name(AwsCall call)
    {
        var input = new IamInput(call);
        var name = input.UserName();
        input.Check();
        return name;
    }

    private static XElement ToXml(IamUser user) =>
        new("User",
            new XElement("Path", user.Path),
            new XElement("UserName", user.Name),
            new XElement("UserId", user.Id),
            new XElement("Arn", user.Arn),
            IamXml.Date("CreateDate", user.CreateDate));
}
