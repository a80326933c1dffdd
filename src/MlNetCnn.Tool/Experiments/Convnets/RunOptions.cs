using System.CommandLine;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>The options of the commands that train a network.</summary>
/// <param name="surroundings">Where the engine is told.</param>
/// <param name="target">Name of the target, which is that of the folder for the results.</param>
/// <param name="epochs">Default of <c>--epochs</c>.</param>
/// <param name="batch">Default of <c>--batch</c>.</param>
/// <param name="learningRate">Default of <c>--learning-rate</c>.</param>
/// <param name="steps">Default of <c>--steps</c>; null for one pass over the data.</param>
internal sealed class RunOptions(Surroundings surroundings, string target, int epochs, int batch, double learningRate, int? steps = null)
{
    private readonly Option<string?> _output = CommonOptions.Output($"artifacts/{target}");
    private readonly Option<int> _epochs = NumberOptions.Whole("--epochs", "Epochs at most.", epochs, minimum: 1);
    private readonly Option<int> _batch = CommonOptions.Batch(batch);
    private readonly Option<int?> _steps = CommonOptions.Steps(steps);
    private readonly Option<double?> _rate = NumberOptions.Number(
        "--learning-rate", FormattableString.Invariant($"The optimizer's learning rate. Default: {learningRate:0.###e-0}."), "a positive number", x => x > 0);
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<int> _threads = CommonOptions.Threads();
    private readonly EngineOption _engine = new(surroundings);
    private readonly Option<bool> _smoke = new("--smoke") { Description = "A tiny run to see that everything works: few pictures, 2 epochs." };
    private readonly Option<bool> _resume = CommonOptions.Resume();
    private readonly Option<bool> _tensorBoard = CommonOptions.TensorBoard();
    private readonly Option<PhotoSets.BadPhotos> _bad = CommonOptions.Bad();
    private readonly Option<string> _home = CommonOptions.Home();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="photos">Whether its pictures are files, some of which may be bad.</param>
    public void AddTo(Command command, bool photos)
    {
        foreach (Option option in new Option[] { _output, _epochs, _batch, _steps, _rate, _seed, _threads, _engine, _smoke, _resume, _tensorBoard, _home, _verbose })
            command.Add(option);
        if (photos) command.Add(_bad);
    }

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    /// <summary>Folder that artifacts and data lie in.</summary>
    public string Home(ParseResult parsed) => parsed.GetRequiredValue(_home);

    /// <summary>What the user asked for, over what the command does by itself.</summary>
    public RunSettings Settings(ParseResult parsed) => new RunSettings
    {
        Output = CommonOptions.OutputFolder(parsed.GetValue(_output), parsed.GetRequiredValue(_home), "artifacts", target),
        Epochs = parsed.GetValue(_epochs),
        BatchSize = parsed.GetValue(_batch),
        Steps = parsed.GetValue(_steps) ?? steps,
        LearningRate = parsed.GetValue(_rate) ?? learningRate,
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
        Engine = _engine.Chosen(parsed, parsed.GetValue(_threads)),
        Smoke = parsed.GetValue(_smoke),
        Resume = parsed.GetValue(_resume),
        TensorBoard = parsed.GetValue(_tensorBoard),
        BadPhotos = parsed.CommandResult.Command.Options.Contains(_bad) ? parsed.GetValue(_bad) : PhotoSets.BadPhotos.Fail,
    }.ForSmoke();
}
