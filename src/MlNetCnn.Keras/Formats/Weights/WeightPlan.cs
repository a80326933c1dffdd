using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// Collects which stored weight goes where, and everything that does not fit, before anything changes: all values are read first and
/// then put in place, so that a model is never half loaded.
/// </summary>
internal sealed class WeightPlan(string file, bool skipMismatch)
{
    private const int MostListed = 12;
    private readonly List<(Weight Weight, Hdf5Dataset Data, KernelLayout? Layout)> _pairs = [];
    private readonly List<string> _loaded = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _ignored = [];
    private readonly List<string> _mismatches = [];
    private readonly List<SkippedLayer> _skipped = [];

    /// <summary>Who wrote the file, by which old kernels are turned into today's.</summary>
    public WeightOrigin Origin { get; set; } = WeightOrigin.Modern;

    /// <summary>The file's layers, by which an application is recognised when nothing fits.</summary>
    public IReadOnlyList<StoredLayer> File { get; set; } = [];

    /// <summary>Plans a layer, or notes why it does not fit.</summary>
    public void Pair(WeightTarget target, StoredLayer stored)
    {
        var asCalled = stored.Name == target.Name ? "" : $" as {stored.Name}";
        var weights = Ordered(target.Weights, stored);
        if (weights is null)
        {
            Skip(target, stored, $"layer {target.Name}: the model has {target.Weights.Count} weights, the file {stored.Weights.Count}{asCalled}");
            return;
        }

        var pairs = target.Weights.Zip(weights, (weight, s) => (Weight: weight, Stored: s, Layout: KernelLayout.Of(weight, s.Data.Shape, Origin))).ToArray();
        var wrong = pairs.Where(p => !Fits(p.Weight, p.Stored.Data, p.Layout)).ToArray();
        if (wrong.Length > 0)
        {
            Skip(target, stored, string.Join("; ", wrong.Select(p =>
                $"{target.Name}/{p.Weight.Name}: the model has {p.Weight.Shape}, the file ({string.Join(", ", p.Stored.Data.Shape)}) as {p.Stored.Name}")));
            return;
        }

        _pairs.AddRange(pairs.Select(p => (p.Weight, p.Stored.Data, p.Layout)));
        _loaded.Add(target.Name);
    }

    /// <summary>Notes a layer of the model that the file does not have.</summary>
    public void Missing(WeightTarget target) => _missing.Add(target.Name);

    /// <summary>Notes a layer of the file that the model does not have.</summary>
    public void Ignored(StoredLayer stored) => _ignored.Add(stored.Name);

    /// <summary>Notes that model and file do not fit.</summary>
    public void Mismatch(string what) => _mismatches.Add(what);

    /// <summary>Reads all values and puts them in place.</summary>
    /// <exception cref="ModelFormatException">Something does not fit, nothing would change, or the file is damaged; the model is as before.</exception>
    public WeightLoadReport Apply(bool allowNothing = false)
    {
        if (_mismatches.Count > 0)
            throw Fail("the weights do not fit the model; nothing was loaded.", _mismatches, ModelFormatReason.WeightsDoNotFit);
        if (_pairs.Count == 0 && !allowNothing)
        {
            throw Fail(
                $"no layer of the file fits a layer of the model, so that nothing would change.{Describe("The model has", _missing)}{Describe("The file has", _ignored)}",
                [.. _skipped.Select(s => s.Reason)], ModelFormatReason.NothingToLoad);
        }

        var values = _pairs.ConvertAll(p => p.Layout?.Convert(p.Data.ReadSingles(), p.Data.Shape) ?? p.Data.ReadSingles());
        for (var i = 0; i < values.Count; i++) _pairs[i].Weight.Adopt(values[i]);
        var mayBeTurned = Origin.MayBeTheano && _pairs.Any(p => p.Weight.Owner is Conv2D or Conv2DTranspose);
        return new WeightLoadReport(_loaded, _missing, _ignored)
        {
            Skipped = _skipped,
            Note = mayBeTurned ? "The file seems to be written with Theano and does not say which way round its kernels lie. If predictions are wrong, call ConvertAllKernels()." : null,
        };
    }

    private ModelFormatException Fail(string message, List<string> details, ModelFormatReason reason)
    {
        var looks = ApplicationGuess.Of(File) is { } application ? $" The file looks like {application}." : "";
        var shown = string.Concat(details.Take(MostListed).Select(d => "\n  " + d));
        var more = details.Count > MostListed ? $"\n  and {details.Count - MostListed} more" : "";
        return new ModelFormatException($"{message}{looks}{shown}{more}", file, "the weights", reason: reason) { Details = details };
    }

    private static string Describe(string what, List<string> names) =>
        names.Count == 0 ? "" : $" {what} {string.Join(", ", names.Take(10))}{(names.Count > 10 ? " ..." : "")}.";

    private void Skip(WeightTarget target, StoredLayer stored, string why)
    {
        if (!skipMismatch)
        {
            _mismatches.Add(why);
            return;
        }

        _missing.Add(target.Name);
        _ignored.Add(stored.Name);
        _skipped.Add(new SkippedLayer(target.Name, stored.Name, why));
    }

    private static bool Fits(Weight weight, Hdf5Dataset data, KernelLayout? layout) =>
        data.Shape.Count == weight.Shape.Rank && data.Shape.All(d => d <= int.MaxValue)
        && (layout?.Result(data.Shape) ?? [.. data.Shape.Select(d => (int)d)]).Equals(weight.Shape);

    /// <summary>
    /// The stored weights in the model's order. A nested model's order in Keras 2 files depends on what was frozen when it was saved, so
    /// the names decide where they can. Keras 3's .h5 files hold a layer once that occurs in two models inside, and do not say that it is one: it is read twice.
    /// </summary>
    private static IReadOnlyList<StoredWeight>? Ordered(IReadOnlyList<Weight> weights, StoredLayer stored)
    {
        var asStored = stored.Weights.Count == weights.Count ? stored.Weights : null;
        if (stored.Weights.Count > weights.Count) return null;
        var byPath = new Dictionary<string, StoredWeight>(StringComparer.Ordinal);
        foreach (var weight in stored.Weights)
            if (!byPath.TryAdd(LastTwo(weight.Name), weight)) return asStored;
        StoredWeight?[] found = [.. weights.Select(w => byPath.GetValueOrDefault(w.Path) ?? byPath.GetValueOrDefault(OldPath(w)))];
        return found.Contains(null) || found.Distinct().Count() != stored.Weights.Count ? asStored : found!;
    }

    /// <summary>Keras 2 called the kernel of a DepthwiseConv2D <c>depthwise_kernel</c>, as that of a SeparableConv2D is called to this day.</summary>
    private static string OldPath(Weight weight) => weight.Name == "kernel" ? weight.Path[..^"kernel".Length] + "depthwise_kernel" : weight.Path;

    /// <summary><c>model/conv1/kernel:0</c> to <c>conv1/kernel</c>.</summary>
    private static string LastTwo(string name)
    {
        var colon = name.LastIndexOf(':');
        var parts = (colon < 0 ? name : name[..colon]).Split('/');
        return string.Join('/', parts[^Math.Min(2, parts.Length)..]);
    }
}
