using System.CommandLine;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The options that choose a pre-trained base.</summary>
internal sealed class BaseOptions(Surroundings surroundings, bool weightsRequired)
{
    /// <summary>What <c>--weights</c> says when the base is to have no trained weights.</summary>
    public const string Seeded = "seeded";

    private readonly Option<string?> _weights = new("--weights")
    {
        Description = "File of the base's weights (.h5 or .keras), with or without the top; 'imagenet' with --base for those that Keras publishes, from its cache or downloaded; or 'seeded' with --base for weights drawn from the seed, to see how a base runs that there are no weights for.", Required = weightsRequired,
    };

    private readonly Option<string?> _base = new("--base")
    {
        Description = $"The base: {string.Join(", ", Applications.All.Select(a => a.Name))}. Default: as the published name of the weight file says.",
    };

    private readonly Option<int?> _size = NumberOptions.Whole("--size", "Height and width that pictures are resized to. Default: the base's own.", minimum: 32, maximum: 8192);

    private readonly Option<FeaturePooling?> _pooling = new Option<FeaturePooling?>("--pooling")
    {
        Description = "How the base's last feature map becomes features: none (all its values), average or max. Default: as the base's own classifier takes it, "
            + "none for VGG and average for the others.",
    }.TakesOnly(Enum.GetNames<FeaturePooling>());

    public void AddTo(Command command)
    {
        command.Add(_weights);
        command.Add(_base);
        command.Add(_size);
        command.Add(_pooling);
    }

    /// <summary>Full path of the weights, which are downloaded if need be, or <see cref="Seeded"/>; null when none were given.</summary>
    public string? Weights(ParseResult parsed) => parsed.GetValue(_weights) switch
    {
        null => null,
        Seeded => Seeded,
        var name when PublishedBase.IsMeant(name) => PublishedBase.Fetch(parsed.GetValue(_base), includeTop: false, parsed.GetValue(_size), surroundings),
        var path => Path.GetFullPath(path),
    };

    public BaseNetwork Load(ParseResult parsed, int seed) => Weights(parsed) == Seeded
        ? PretrainedBase.Draw(parsed.GetValue(_base), seed, parsed.GetValue(_size), parsed.GetValue(_pooling))
        : PretrainedBase.Load(Weights(parsed)!, parsed.GetValue(_base), parsed.GetValue(_size), parsed.GetValue(_pooling));
}
