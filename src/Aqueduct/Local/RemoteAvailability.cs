using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;

namespace Aqueduct.Local;

/// <summary>Availability as the running server has it.</summary>
internal sealed class RemoteAvailability(LocalServer server)
{
    /// <exception cref="LocalServerException">With the code <c>not-found</c> where there is no such place.</exception>
    public async Task<EffectiveAvailability> GetAsync(PlaceKind kind, string idOrPath, CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(HttpMethod.Get, $"/api/v1/availability/{PathOf(kind, idOrPath)}", null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(AvailabilityJson.Default.EffectiveAvailability, cancellationToken))!;
    }

    /// <param name="before">What the change was decided on; refused when that is not so any more.</param>
    public async Task<EffectiveAvailability> SetAsync(EffectiveAvailability before, AvailabilityRequest change, CancellationToken cancellationToken)
    {
        var place = before.Place;
        using var request = new HttpRequestMessage(
            HttpMethod.Put, $"/api/v1/availability/{PathOf(place.Kind, place.Id.ToString(CultureInfo.InvariantCulture))}");
        request.Headers.IfMatch.Add(new($"\"{before.Version.ToString(CultureInfo.InvariantCulture)}\""));
        request.Content = JsonContent.Create(change, AvailabilityJson.Default.AvailabilityRequest);
        using var response = await server.SendAsync(request, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(AvailabilityJson.Default.EffectiveAvailability, cancellationToken))!;
    }

    /// <returns>A full path that differs from the given one by typing slips, level by level; null when none is near. It looks at the first page of each level.</returns>
    public async Task<string?> FindNearestAsync(string path, CancellationToken cancellationToken)
    {
        var nearest = "";
        foreach (var part in path.Split('/'))
        {
            var url = nearest.Length == 0 ? "instance" : PathOf(PlaceKind.Group, nearest);
            using var response = await server.SendAsync(
                HttpMethod.Get, $"/api/v1/tree/{url}?limit={AvailabilityTree.MostItems}", null, cancellationToken, HttpStatusCode.NotFound);
            if (!response.IsSuccessStatusCode)
                return null;
            var page = (await response.Content.ReadFromJsonAsync(AvailabilityJson.Default.TreePage, cancellationToken))!;
            var wanted = nearest.Length == 0 ? part : $"{nearest}/{part}";
            if (NearestWord.Of(wanted, page.Items.Select(i => i.Availability.Place.Path)) is not { } found)
                return null;
            nearest = found;
        }

        return nearest;
    }

    private static string PathOf(PlaceKind kind, string idOrPath) => kind switch
    {
        PlaceKind.Group => $"groups/{Escape(idOrPath)}",
        PlaceKind.Project => $"projects/{Escape(idOrPath)}",
        _ => "instance",
    };

    /// <summary>A path's slashes stay slashes.</summary>
    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
