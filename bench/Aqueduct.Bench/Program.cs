// Budgets of start-up and set-up, against references measured in the same run:
//   dotnet run -c Release --project bench/Aqueduct.Bench
// "hello" and "web" are the references: a bare .NET program and a bare ASP.NET Core server, started by this program itself.
using Aqueduct.Bench;

return args switch
{
    ["hello"] => 0,
    ["web", var url] => await BareServer.RunAsync(url),
    _ => await StartUpBench.RunAsync(TimeProvider.System, CancellationToken.None),
};
