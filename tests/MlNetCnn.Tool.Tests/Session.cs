using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Tests;

/// <summary>Runs the program inside the test, with plain output into strings.</summary>
internal sealed class Session
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public int Run(params string[] args) => Run(CancellationToken.None, args);

    public int Run(CancellationToken cancellation, params string[] args) =>
        CommandLine.Run(args, new Surroundings(_output, _error, new PlainDisplay(_output, _error), cancellation));
}
