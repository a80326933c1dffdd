using System.Text.Json;

namespace MlNetCnn.Keras.Tests;

/// <summary>Compares what Keras wrote with what is written here.</summary>
internal static class JsonCompare
{
    /// <summary>Same properties in the same order, same values; but for Keras's ids of shared objects, defaults of newer versions and build shapes.</summary>
    public static void Same(JsonElement theirs, JsonElement ours, string path)
    {
        if (theirs.ValueKind == JsonValueKind.Object)
        {
            string[] left = ["shared_object_id", "build_config", "compile_config", "ragged", "mask"];
            var expected = theirs.EnumerateObject().Where(p => !left.Contains(p.Name)).ToArray();
            // Keras 3.9 does not write output_padding; newer versions do.
            var added = theirs.TryGetProperty("output_padding", out _) ? "build_config" : "output_padding";
            Assert.Equal(expected.Select(p => path + "." + p.Name), ours.EnumerateObject().Where(p => p.Name != "build_config" && p.Name != added).Select(p => path + "." + p.Name));
            foreach (var property in expected) Same(property.Value, ours.GetProperty(property.Name), path + "." + property.Name);
        }
        else if (theirs.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal((path, theirs.GetArrayLength()), (path, ours.GetArrayLength()));
            for (var i = 0; i < theirs.GetArrayLength(); i++) Same(theirs[i], ours[i], $"{path}[{i}]");
        }
        else if (theirs.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal((path, theirs.GetDouble()), (path, ours.GetDouble()));
        }
        else if (theirs.ValueKind == JsonValueKind.String)
        {
            Assert.Equal((path, theirs.GetString()), (path, ours.GetString()));
        }
        else
        {
            Assert.Equal((path, theirs.GetRawText()), (path, ours.GetRawText()));
        }
    }

    /// <summary>What is expected is there and the same; there may be more.</summary>
    public static void Contains(JsonElement expected, JsonElement found, string path)
    {
        if (expected.ValueKind != JsonValueKind.Object)
        {
            Same(expected, found, path);
            return;
        }

        foreach (var property in expected.EnumerateObject()) Contains(property.Value, found.GetProperty(property.Name), $"{path}.{property.Name}");
    }
}
