using System.CommandLine;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The options of the commands that train a classifier on a network's features.</summary>
internal sealed class TransferOptions(Surroundings surroundings, string target)
{
    private readonly Option<string?> _output = CommonOptions.Output($"artifacts/{target}");
    private readonly Option<string?> _cache = CommonOptions.Cache();
    private readonly Option<int> _epochs = NumberOptions.Whole("--epochs", "Passes over the training photos.", 30, minimum: 1);
    private readonly Option<int> _batch = CommonOptions.Batch(20);
    private readonly Option<int[]> _hidden = CommonOptions.Hidden();
    private readonly Option<double?> _dropout = CommonOptions.Dropout();
    private readonly Option<double?> _rate = NumberOptions.Number(
        "--learning-rate", "Learning rate of RMSprop. Default: 2e-5; 1e-3 on a base without weights.", "a positive number", x => x > 0);
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<int> _threads = CommonOptions.Threads();
    private readonly EngineOption _engine = new(surroundings);
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
            Cache = CommonOptions.CacheFolder(parsed.GetValue(_cache), output),
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batch),
            HiddenUnits = CommonOptions.HiddenUnits(parsed, _hidden),
            Dropout = parsed.GetValue(_dropout) ?? 0.5,
            LearningRate = parsed.GetValue(_rate) ?? learningRate,
            Seed = parsed.GetValue(_seed),
            Threads = parsed.GetValue(_threads),
            Engine = _engine.Chosen(parsed, parsed.GetValue(_threads)),
            Smoke = parsed.GetValue(_smoke),
            BadPhotos = parsed.GetValue(_bad),
        };
    }
}
