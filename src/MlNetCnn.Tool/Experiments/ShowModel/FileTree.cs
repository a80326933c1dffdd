using System.Globalization;
using System.Text;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Formats;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>What a model file holds, one line for each part; nothing of it is trusted but that the readers check it.</summary>
internal static class FileTree
{
    private const int LongestText = 100, MostLines = 20_000, Deepest = 64;

    /// <summary>The parts of the file, indented by their depth.</summary>
    /// <exception cref="ModelFormatException">It is neither, or is damaged.</exception>
    public static IEnumerable<string> Of(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> start = stackalloc byte[ForeignFile.StartLength];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var lines = new List<string>();
        if (Hdf5File.Find(stream) >= 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: HDF5, {stream.Length:N0} bytes"));
            using var file = Hdf5File.Open(stream, path);
            Visit(file.Root, 1, lines, []);
        }
        else if (start[..read].StartsWith("PK\u0003\u0004"u8))
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: zip archive, {stream.Length:N0} bytes"));
            Visit(stream, path, lines);
        }
        else
        {
            throw new ModelFormatException(ForeignFile.Describe(start[..read]), path, "byte 0");
        }

        return lines;
    }

    /// <summary>Whether the file can be read as a model, in one line, and what its training goes on from, in another.</summary>
    public static IEnumerable<string> Verdict(string path)
    {
        var text = Verdict(path, out var model);
        return model is null ? [text] : [text, Training(path, model)];
    }

    private static string Training(string path, Model model)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return SavedTrainingFiles.ReadTraining(stream, path, model) is { } training ? $"It holds a training: {TrainingText.Of(training)}." : "It holds no training: the model was saved without having been compiled.";
        }
        catch (ModelFormatException e)
        {
            return $"Its training cannot be read: {e.Message}";
        }
    }

    private static string Verdict(string path, out Model? model)
    {
        model = null;
        try
        {
            model = Model.Load(path);
            return string.Create(CultureInfo.InvariantCulture, $"It is read as the model '{model.Name}' ({model.ClassName}) of {model.Layers.Count} layers and {model.CountParams():N0} parameters.");
        }
        catch (ModelFormatException e) when (e.Reason == ModelFormatReason.WeightsOnly)
        {
            return "It holds weights without their network: commands read it with --application=NAME, programs with LoadWeights.";
        }
        catch (ModelFormatException e)
        {
            return $"It cannot be read as a model: {e.Message}";
        }
    }

    /// <summary>The members as the library's own reader sees them, which refuses what two programs could read differently.</summary>
    private static void Visit(Stream stream, string path, List<string> lines)
    {
        var budget = new ReadBudget(stream.Length);
        var zip = ZipReader.Open(stream, path, budget);
        foreach (var member in zip.Members.Take(MostLines))
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {Shown(member.Name)}: {member.Size:N0} bytes"));
            if (member.Name is "metadata.json")
            {
                lines.Add($"    {Shown(Encoding.UTF8.GetString(zip.Read(member, ReadLimits.MetadataBytes)))}");
            }
            else if (member.Name.EndsWith(".h5", StringComparison.Ordinal) && member.Size > 0)
            {
                using var file = Hdf5File.Open(new Hdf5Source(zip.Open(member), $"{path}, {member.Name}", owned: true, budget));
                Visit(file.Root, 2, lines, []);
            }
        }
    }

    private static void Visit(Hdf5Object item, int depth, List<string> lines, HashSet<long> seen)
    {
        if (lines.Count >= MostLines) return;
        var indent = new string(' ', 2 * depth);
        var name = item.Path == "/" ? "/" : item.Path[(item.Path.LastIndexOf('/') + 1)..];
        lines.Add(item is Hdf5Dataset data ? $"{indent}{Shown(name)}: {data.Type} ({string.Join(", ", data.Shape)})" : $"{indent}{Shown(name)}{(name == "/" ? "" : "/")}");
        foreach (var attribute in item.Attributes.Names) lines.Add($"{indent}  @{Shown(attribute)}: {Value(item.Attributes, attribute)}");
        // A hard link may lead back up.
        if (item is not Hdf5Group group || !seen.Add(group.Address) || depth > Deepest) return;
        foreach (var member in group.Names)
        {
            try
            {
                Visit(group.Member(member), depth + 1, lines, seen);
            }
            catch (ModelFormatException e)
            {
                lines.Add($"{indent}  {Shown(member)}: not read, {Shown(e.Message)}");
            }
        }
    }

    private static string Value(Hdf5Attributes attributes, string name)
    {
        var (type, shape) = (attributes.Type(name), attributes.Shape(name));
        var form = shape.Count == 0 ? type.ToString() : $"{type} ({string.Join(", ", shape)})";
        return type.Kind switch
        {
            Hdf5Kind.FixedString or Hdf5Kind.VariableString => $"{form} {Shown(string.Join(", ", attributes.ReadStrings(name)))}",
            Hdf5Kind.Integer or Hdf5Kind.Float => $"{form} {Shown(string.Join(", ", attributes.ReadNumbers(name).Take(16).Select(v => v.ToString(CultureInfo.InvariantCulture))))}",
            _ => form,
        };
    }

    /// <summary>A text of the file on one line, without what could steer a terminal.</summary>
    public static string Shown(string text)
    {
        var clean = string.Concat(text.Take(4 * LongestText).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)).Trim();
        return clean.Length > LongestText ? clean[..LongestText] + string.Create(CultureInfo.InvariantCulture, $" ... ({text.Length:N0} characters)") : clean;
    }
}
