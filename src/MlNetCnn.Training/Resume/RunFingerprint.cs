using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training;

/// <summary>
/// What tells one run from another: all that shapes its result, but for the contents of the data (of which number, shapes, augmentation and preprocessing enter) and the number of epochs, which may be raised.
/// </summary>
internal sealed class RunFingerprint
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    public RunFingerprint(IExecutable executable, IBatchSource train, IBatchSource? validation, FitOptions options, IReadOnlyList<Metric> metrics)
    {
        var model = executable.Model;
        _entries["model"] = $"{model.Name}, {model.CountParams().ToString(CultureInfo.InvariantCulture)} parameters, architecture {Hash(System.Text.Encoding.UTF8.GetBytes(model.ToJson()))}";
        _entries["frozen weights"] = Frozen(model);
        _entries["training data"] = Describe(train);
        _entries["validation data"] = validation is null ? "none" : Describe(validation);
        _entries["engine"] = executable.Arithmetic;
        _entries["compilation"] = Describe(executable.Training, 0);
        _entries[nameof(FitOptions.BatchSize)] = Describe(options.BatchSize, 0);
        _entries[nameof(FitOptions.Seed)] = Describe(options.Seed, 0);
        _entries[nameof(FitOptions.Shuffle)] = Describe(options.Shuffle, 0);
        _entries[nameof(FitOptions.StepsPerEpoch)] = Describe(options.StepsPerEpoch, 0);
        _entries[nameof(FitOptions.ValidationSteps)] = Describe(options.ValidationSteps, 0);
        _entries[nameof(FitOptions.InitialEpoch)] = Describe(options.InitialEpoch, 0);
        _entries[nameof(FitOptions.Metrics)] = Describe(metrics, 0);
        _entries[nameof(FitOptions.WeightedMetrics)] = Describe(options.WeightedMetrics, 0);
        _entries[nameof(FitOptions.ClassWeights)] = Describe(options.ClassWeights, 0);
        _entries[nameof(FitOptions.Callbacks)] = string.Join(", ", options.Callbacks.Select(c => c.GetType().FullName));
    }

    public JsonObject ToJson() => new(_entries.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Key, e.Value)));

    /// <summary>What a saved fingerprint says otherwise; null when nothing.</summary>
    public string? Difference(JsonObject saved)
    {
        var differences = new List<string>();
        foreach (var name in _entries.Keys.Union(saved.Select(s => s.Key)).Order(StringComparer.Ordinal))
        {
            // As JSON, so that a value that is no text differs instead of failing.
            string there = saved[name]?.ToJsonString() ?? "none", here = _entries.TryGetValue(name, out var value) ? JsonValue.Create(value)!.ToJsonString() : "none";
            if (there == here) continue;
            var (was, now) = Apart(there, here);
            differences.Add($"{name} was {was}, and is {now}");
        }

        return differences.Count == 0 ? null : string.Join("; ", differences) + ".";
    }

    /// <summary>Two long texts without what they begin and end with alike, cut between settings.</summary>
    private static (string, string) Apart(string there, string here)
    {
        const int readable = 100;
        if (Math.Max(there.Length, here.Length) <= readable) return (there, here);
        var (shorter, start, end) = (Math.Min(there.Length, here.Length), 0, 0);
        while (start < shorter && there[start] == here[start]) start++;
        while (end < shorter - start && there[^(end + 1)] == here[^(end + 1)]) end++;
        while (start > 0 && there[start - 1] is not ('{' or '[' or ',')) start--;
        while (end > 0 && there[^end] is not ('}' or ']' or ',')) end--;
        return (Cut(there), Cut(here));

        string Cut(string text) => $"{(start > 0 ? "\"..." : "")}{text[start..^end].Trim()}{(end > 0 ? " ...\"" : "")}";
    }

    private static string Describe(IBatchSource source) =>
        string.Create(CultureInfo.InvariantCulture, $"{source.Count} examples of {source.InputShape} and {source.TargetShape}{Changes(source)}");

    /// <summary>What is done to the examples on their way, the last first.</summary>
    private static string Changes(IBatchSource source) => source switch
    {
        AugmentedBatchSource varied => $", {Describe(varied.Settings, 0)}{Changes(varied.Source)}",
        PreprocessedBatchSource preprocessed => $", {Describe(preprocessed.Settings, 0)}{Changes(preprocessed.Source)}",
        SubsetBatchSource subset => Changes(subset.Source),
        _ => "",
    };

    private static string Frozen(Model model)
    {
        var trained = Leaves(model).Where(l => l.Trainable).SelectMany(l => l.Weights).ToHashSet();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        foreach (var weight in Leaves(model).SelectMany(l => l.Weights).Distinct().Where(w => !trained.Contains(w)))
        {
            ContentHash.Append(hash, weight.Shape);
            ContentHash.Append(hash, weight.Values);
            count++;
        }

        return count == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{count} arrays, {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private static IEnumerable<Layer> Leaves(Model model) => model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]);

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Settings as text: a type's name and its public properties, so that an option that is added enters by itself.</summary>
    private static string Describe(object? value, int depth) => value switch
    {
        null => "none",
        string text => text,
        Delegate method => method.Method.ToString()!,
        bool or Enum => value.ToString()!,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<KeyValuePair<int, float>> map => $"[{string.Join(", ", map.OrderBy(p => p.Key).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} = {p.Value}")))}]",
        IEnumerable<KeyValuePair<string, double>> map => $"[{string.Join(", ", map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} = {p.Value}")))}]",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(v => Describe(v, depth + 1)))}]",
        _ => depth > 4 ? value.GetType().Name : $"{value.GetType().Name} {{ {string.Join(", ", Properties(value).Select(p => $"{p.Name} = {Describe(p.GetValue(value), depth + 1)}"))} }}",
    };

    private static IEnumerable<PropertyInfo> Properties(object value) =>
        value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0).OrderBy(p => p.Name, StringComparer.Ordinal);
}
