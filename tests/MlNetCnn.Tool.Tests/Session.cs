using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Tests;

/// <summary>Runs the program inside the test, with plain output into strings.</summary>
internal sealed class Session
{
    private readonly LineWriter _output;
    private readonly StringWriter _error = new();

    public Session() => _output = new LineWriter(this);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>Called with each line as it is written.</summary>
    public Action<string>? OnLine { get; init; }

    public int Run(params string[] args) => Run(CancellationToken.None, args);

    public int Run(CancellationToken cancellation, params string[] args) =>
        CommandLine.Run(args, new Surroundings(_output, _error, new PlainDisplay(_output, _error), cancellation));

    private sealed class LineWriter(Session session) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            session.OnLine?.Invoke(value ?? "");
        }
    }
}
