using System.CommandLine;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The options of the commands that train a classifier on a network's features.</summary>
internal sealed class TransferOptions(string target)
{
    private readonly Option<string?> _output = CommonOptions.Output($"artifacts/{target}");
    private readonly Option<string?> _cache = new("--cache") { Description = "Folder in which computed features are kept for the next run. Default: features, in the folder for the results." };
    private readonly Option<int> _epochs = NumberOptions.Whole("--epochs", "Passes over the training photos.", 30, minimum: 1);
    private readonly Option<int> _batch = CommonOptions.Batch(20);
    private readonly Option<int[]> _hidden = new("--hidden") { Description = "Units of the hidden layers, e.g. 256 or 512,256; 0 for none. Default: 256.", CustomParser = HiddenUnits.Parse };
    private readonly Option<double?> _dropout = NumberOptions.Number(
        "--dropout", "Fraction of each hidden layer's outputs that training drops. Default: 0.5.", "at least 0 and below 1", x => x is >= 0 and < 1);
    private readonly Option<double?> _rate = NumberOptions.Number(
        "--learning-rate", "Learning rate of RMSprop. Default: 2e-5; 1e-3 on a base without weights.", "a positive number", x => x > 0);
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<int> _threads = CommonOptions.Threads();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<bool> _smoke = new("--smoke") { Description = "A tiny run to see that everything works: 16/8/8 photos per class, 2 epochs." };
    private readonly Option<PhotoSets.BadPhotos> _bad = CommonOptions.Bad();
    private readonly Option<string> _home = CommonOptions.Home();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _output, _cache, _epochs, _batch, _hidden, _dropout, _rate, _seed, _threads, _engine, _smoke, _bad, _home, _verbose })
            command.Add(option);
    }

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    public string Home(ParseResult parsed) => parsed.GetRequiredValue(_home);

    /// <summary>What the user asked for, over what the command does by itself.</summary>
    public TransferSettings Settings(ParseResult parsed, double learningRate = 2e-5)
    {
        var output = CommonOptions.OutputFolder(parsed.GetValue(_output), Home(parsed), "artifacts", target);
        return new TransferSettings
        {
            Output = output,
            Cache = Path.GetFullPath(parsed.GetValue(_cache) ?? Path.Combine(output, "features")),
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batch),
            HiddenUnits = parsed.GetValue(_hidden) is { } units && parsed.GetResult(_hidden) is { Implicit: false } ? units : [256],
            Dropout = parsed.GetValue(_dropout) ?? 0.5,
            LearningRate = parsed.GetValue(_rate) ?? learningRate,
            Seed = parsed.GetValue(_seed),
            Threads = parsed.GetValue(_threads),
            Engine = parsed.GetRequiredValue(_engine),
            Smoke = parsed.GetValue(_smoke),
            BadPhotos = parsed.GetValue(_bad),
        };
    }
}
