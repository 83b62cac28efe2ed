using System.Globalization;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Rendering;

/// <summary>The connection as a person reads it.</summary>
internal static class ConnectionText
{
    public static void Write(ConnectionStatus status, TextWriter output, Paint paint)
    {
        output.WriteLine($"State         {State(status.State, paint)}");
        Line(output, "GitLab", status.InstanceUrl);
        Line(output, "Application", status.ClientId);
        Line(output, "Redirect URI", status.RedirectUrl);
        Line(output, "Role ARN", status.RoleArn);
        Line(output, "Registered", At(status.RegisteredAt));
        Line(output, "Consent", At(status.ConsentAt));
        if (status.LastCall is { } call)
            Line(output, "Last call", $"{call.Route} {call.Status} at {At(call.At)}, correlation ID {call.CorrelationId}");
    }

    public static void Write(ConnectionOutcome outcome, TextWriter output, Paint paint)
    {
        output.WriteLine(outcome.Note);
        Write(outcome.Status, output, paint);
        if (outcome.ConsentUrl is null)
            return;
        output.WriteLine();
        output.WriteLine($"Not complete yet: somebody must consent at GitLab. Until {At(outcome.ConsentUntil)}, open this in a browser, while the server runs,");
        output.WriteLine("signed in as the one Amazon Q is to act for:");
        output.WriteLine(outcome.ConsentUrl);
        output.WriteLine("Then `aqueduct connection verify` proves both ways.");
    }

    private static string State(ConnectionState state, Paint paint) => state switch
    {
        ConnectionState.Connected => paint.Good("connected"),
        ConnectionState.Incomplete => $"{paint.Caution("incomplete")} (consent needed: `aqueduct connection connect` prints the link)",
        ConnectionState.Interrupted => $"{paint.Bad("interrupted")} (a change was cut short; run the command again and it continues)",
        _ => "not connected",
    };

    private static void Line(TextWriter output, string name, string? value)
    {
        if (value is { Length: > 0 })
            output.WriteLine($"{name,-13} {value}");
    }

    private static string At(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
