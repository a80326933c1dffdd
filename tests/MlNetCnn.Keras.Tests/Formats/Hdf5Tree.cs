using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests;

/// <summary>What an HDF5 file holds, one line for each object and attribute.</summary>
internal static class Hdf5Tree
{
    public static IReadOnlyList<string> Of(string path)
    {
        var lines = new List<string>();
        using var file = Hdf5File.Open(File.ReadAllBytes(path), path);
        Visit(file.Root);
        return lines;

        void Visit(Hdf5Object item)
        {
            lines.Add(item is Hdf5Dataset data ? $"{data.Path}: {Describe(data.Type)} ({string.Join(", ", data.Shape)})" : item.Path);
            foreach (var name in item.Attributes.Names.Order(StringComparer.Ordinal))
            {
                var type = item.Attributes.Type(name);
                var isText = type.Kind is Hdf5Kind.FixedString or Hdf5Kind.VariableString;
                // The backend is another, and the configuration is compared elsewhere.
                var value = !isText ? "" : name is "model_config" or "backend" ? " ..." : " " + string.Join(' ', item.Attributes.ReadStrings(name));
                lines.Add($"{item.Path} @{name}: {Describe(type)} ({string.Join(", ", item.Attributes.Shape(name))}){value}");
            }

            if (item is Hdf5Group group)
                foreach (var name in group.Names) Visit(group.Member(name));
        }
    }

    private static string Describe(Hdf5Type type) => $"{type.Name}{(type.IsUtf8 ? ", UTF-8" : "")}{(type.BigEndian ? ", big-endian" : "")}";
}
