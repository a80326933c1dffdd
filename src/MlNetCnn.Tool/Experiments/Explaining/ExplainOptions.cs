using System.CommandLine;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>The options of the commands that explain pictures.</summary>
internal sealed class ExplainOptions(Surroundings surroundings, string target, bool modelRequired, bool choosesMethod)
{
    private readonly ModelOptions _model = new(surroundings, modelRequired);

    private readonly Option<string> _method = new("--method")
    {
        Description = $"How to explain: {string.Join(", ", ExplanationMethods.All.Select(m => m.Name))}; several parted by commas, or all.",
        DefaultValueFactory = _ => "grad-cam",
    };

    private readonly Option<string?> _layer = new("--layer") { Description = "The layer that class activation maps look at; outer/inner inside a nested model. Default: the last convolution." };
    private readonly Option<string?> _class = new("--class") { Description = "The class explained, by its name or its index. Default: each picture's best." };
    private readonly Option<bool> _logits = new("--logits") { Description = "Explains the score before the last softmax or sigmoid, as the papers have it, not the probability, as the Keras book does." };
    private readonly Option<bool> _smooth = new("--smooth") { Description = "Means of class activation maps over six variants of the picture: mirrored or not, its values times 0.9, 1 and 1.1." };
    private readonly Option<string> _colormap = new Option<string>("--colormap") { Description = "Colours of the heat map.", DefaultValueFactory = _ => Colormaps.Jet.Name }.TakesOnly(Colormaps.Jet.Name, Colormaps.Viridis.Name);
    private readonly Option<double?> _intensity = NumberOptions.Number("--intensity", "What the heat map's colours are multiplied with before they are added to the picture. Default: 0.4.", "from 0 to 1", x => x is >= 0 and <= 1);
    private readonly Option<string?> _output = CommonOptions.Output($"artifacts/{target}");
    private readonly Option<int> _threads = CommonOptions.Threads();
    private readonly EngineOption _engine = new(surroundings);
    private readonly Option<string> _home = CommonOptions.Home();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    public void AddTo(Command command)
    {
        _model.AddTo(command);
        if (choosesMethod) command.Add(_method);
        foreach (Option option in new Option[] { _layer, _class, _logits, _smooth, _colormap, _intensity, _output, _threads, _engine, _home, _verbose }) command.Add(option);
    }

    public bool Verbose(ParseResult parsed) => parsed.GetValue(_verbose);

    public string Home(ParseResult parsed) => parsed.GetRequiredValue(_home);

    /// <summary>The model; null when none was named.</summary>
    public ModelChoice? Model(ParseResult parsed) => _model.Choice(parsed);

    /// <summary>What the user asked for.</summary>
    /// <exception cref="UserErrorException">There is no such method.</exception>
    public ExplainSettings Settings(ParseResult parsed) => new()
    {
        Experiment = target,
        Methods = MethodChoice.Of(
            choosesMethod ? parsed.GetRequiredValue(_method) : "grad-cam",
            parsed.GetValue(_layer),
            parsed.GetValue(_logits) ? ScoreKind.Logit : ScoreKind.Probability,
            parsed.GetValue(_smooth)),
        Class = parsed.GetValue(_class),
        Overlay = new Overlay
        {
            Colormap = parsed.GetRequiredValue(_colormap).Equals(Colormaps.Viridis.Name, StringComparison.OrdinalIgnoreCase) ? Colormaps.Viridis : Colormaps.Jet,
            Intensity = (float)(parsed.GetValue(_intensity) ?? 0.4),
        },
        Output = CommonOptions.OutputFolder(parsed.GetValue(_output), Home(parsed), "artifacts", target),
        Threads = parsed.GetValue(_threads),
        Engine = _engine.Chosen(parsed, parsed.GetValue(_threads)),
    };
}
