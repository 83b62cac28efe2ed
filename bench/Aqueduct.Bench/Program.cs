// Budgets of start-up and set-up, against references measured in the same run:
//   dotnet run -c Release --project bench/Aqueduct.Bench
// "hello" and "web" are the references: a bare .NET program and a bare ASP.NET Core server, started by this program itself.
using System.Globalization;
using Aqueduct.Bench;
using Aqueduct.Bench.Gateway;

return args switch
{
    ["hello"] => 0,
    ["web", var url] => await BareServer.RunAsync(url),
    ["gateway-upstream", var caFile] => await UpstreamProcess.RunAsync(caFile, TimeProvider.System),
    ["gateway-bare"] => await BareForward.RunAsync(),
    ["gateway", .. var million] => await GatewayBench.RunAsync(await StartUpBench.BuiltAsync(), million is [var m] ? double.Parse(m, CultureInfo.InvariantCulture) : 0, TimeProvider.System),
    _ => await StartUpBench.RunAsync(TimeProvider.System, CancellationToken.None),
};
