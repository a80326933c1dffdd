using System.CommandLine;
using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;

namespace MlNetCnn.Conformance.Commands;

/// <summary><c>list</c>: the cases, and what the managed engine makes of them: whether they are fit to compare anything with.</summary>
internal static class ListCommand
{
    public static Command Create(TextWriter output)
    {
        var run = new Option<bool>("--run") { Description = "Runs each on the managed engine and tells between what values its first output lies." };
        var command = new Command("list", "Lists the cases.") { run };
        command.SetAction(parsed =>
        {
            foreach (var c in AllCases.List)
            {
                var said = c.Missing() is { } missing ? $"cannot run: {missing}" : parsed.GetValue(run) ? Run(c) : "";
                output.WriteLine($"{c.Kind,-12} {c.Name,-44} {said}".TrimEnd());
            }
        });
        return command;
    }

    private static string Run(ConformanceCase c)
    {
        var model = c.Model();
        using var net = new ManagedEngine().Compile(model);
        var first = net.Predict(c.Inputs(model))[0];
        var values = first.Span.ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{first} from {values.Min():G4} to {values.Max():G4}");
    }
}
