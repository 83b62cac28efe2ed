using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;

namespace Aqueduct.Tests.Server.Settings;

/// <summary>A tree of groups and projects in memory, and availability told the other way round: from the top down, each place from its parent.</summary>
internal sealed class ReferenceTree(Random random)
{
    private readonly List<Node> nodes = [new(Place.Instance, null)];

    public sealed class Node(Place place, Node? parent)
    {
        public Place Place => place;

        public Node? Parent { get; set; } = parent;

        public AvailabilityValue Value { get; set; }

        public bool? Review { get; set; }
    }

    /// <param name="AlwaysOff">Nothing below can be set.</param>
    /// <param name="Review">What a place below takes over, on or not.</param>
    public sealed record State(bool On, bool AlwaysOff, bool Review, bool Locked);

    public IReadOnlyList<Node> Nodes => nodes;

    public Node Any() => nodes[random.Next(nodes.Count)];

    public Node AddGroup(long id) => Add(Place.Group(id));

    public Node AddProject(long id) => Add(Place.Project(id));

    /// <returns>Null where that would make a circle, or more levels than GitLab has.</returns>
    public Node? Move()
    {
        var (moved, to) = (Any(), AnyGroup());
        if (moved.Place == Place.Instance || (to is not null && Path(to).Contains(moved)) || Path(to ?? nodes[0]).Count() > 18)
            return null;
        moved.Parent = to ?? nodes[0];
        return moved;
    }

    public static State StateOf(Node? node)
    {
        if (node is null)
            return new State(On: true, AlwaysOff: false, Review: false, Locked: false);
        var above = StateOf(node.Parent);
        var on = !above.AlwaysOff && node.Value switch
        {
            AvailabilityValue.Inherit => above.On,
            AvailabilityValue.DefaultOn or AvailabilityValue.On => true,
            _ => false,
        };
        var turnedOff = node.Value is AvailabilityValue.DefaultOff or AvailabilityValue.NeverOn or AvailabilityValue.Off;
        return new State(on, above.AlwaysOff || node.Value is AvailabilityValue.NeverOn, !turnedOff && (node.Review ?? above.Review), above.AlwaysOff);
    }

    /// <returns>Whether it may be said there.</returns>
    public static bool TrySet(Node node, AvailabilityValue? value, bool? review)
    {
        if (StateOf(node).Locked || (value is { } wanted and not AvailabilityValue.Inherit && (node.Place.Kind is PlaceKind.Project) != wanted is AvailabilityValue.On or AvailabilityValue.Off))
            return false;
        var (oldValue, oldReview) = (node.Value, node.Review);
        if (value is AvailabilityValue.Inherit)
            node.Review = null;
        node.Value = value ?? node.Value;
        node.Review = review ?? node.Review;
        if (node.Value is AvailabilityValue.DefaultOff or AvailabilityValue.NeverOn or AvailabilityValue.Off)
            node.Review = null;
        if (review is true && !StateOf(node).On)
        {
            (node.Value, node.Review) = (oldValue, oldReview);
            return false;
        }

        return true;
    }

    /// <summary>From the node up to the instance.</summary>
    public static IEnumerable<Node> Path(Node node)
    {
        for (var at = node; at is not null; at = at.Parent)
            yield return at;
    }

    private Node Add(Place place)
    {
        var node = new Node(place, AnyGroup() ?? nodes[0]);
        nodes.Add(node);
        return node;
    }

    /// <returns>Null: directly below the instance.</returns>
    private Node? AnyGroup() => Any() is { Place.Kind: PlaceKind.Group } group && Path(group).Count() < 20 ? group : null;
}
