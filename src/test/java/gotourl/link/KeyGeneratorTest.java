package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyGeneratorTest {

  private static final long SEED = Long.getLong("gotourl.seed", System.nanoTime());

  private final Random random = seeded();
  private final KeyGenerator generator = new KeyGenerator(secret(random), false);
  private final KeyGenerator folding = new KeyGenerator(secret(random), true);

  @Test
  void everyCodeOfAShortLengthBelongsToExactlyOneNumber() {
    for (KeyGenerator each : new KeyGenerator[] {generator, folding}) {
      for (int length = 1; length <= 3; length++) {
        int capacity = (int) each.capacity(length);
        Set<String> codes = HashSet.newHashSet(capacity);
        for (int number = 0; number < capacity; number++) {
          codes.add(each.code(length, number));
        }
        assertThat(codes).hasSize(capacity);
      }
    }
  }

  @Test
  void numbersOfTheUsualLengthNeverShareACode() {
    long capacity = generator.capacity(7);
    Set<Long> numbers = new HashSet<>();
    for (long i = 0; i < 100_000; i++) {
      numbers.add(i);
      numbers.add(capacity - 1 - i);
      numbers.add(random.nextLong(capacity));
    }
    Set<String> codes = HashSet.newHashSet(numbers.size());
    numbers.forEach(number -> codes.add(generator.code(7, number)));
    assertThat(codes).hasSameSizeAs(numbers);
  }

  @Test
  void codesHaveTheirLengthAndTheirAlphabet() {
    for (int length = 1; length <= KeyGenerator.LENGTH_MAX; length++) {
      for (int i = 0; i < 1_000; i++) {
        String code = generator.code(length, random.nextLong(generator.capacity(length)));
        assertThat(code).hasSize(length).matches("[0-9a-zA-Z]+");
        String folded = folding.code(length, random.nextLong(folding.capacity(length)));
        assertThat(folded).hasSize(length).matches("[0-9a-z]+");
      }
    }
  }

  @Test
  void theCapacityIsExact() {
    assertThat(generator.capacity(1)).isEqualTo(62);
    assertThat(generator.capacity(7)).isEqualTo(3_521_614_606_208L);
    assertThat(generator.capacity(10)).isEqualTo(839_299_365_868_340_224L);
    assertThat(folding.capacity(1)).isEqualTo(36);
    assertThat(folding.capacity(10)).isEqualTo(3_656_158_440_062_976L);
    for (int length = 1; length <= KeyGenerator.LENGTH_MAX; length++) {
      int each = length;
      long capacity = generator.capacity(length);
      assertThat(generator.code(length, capacity - 1)).hasSize(length);
      assertThatThrownBy(() -> generator.code(each, capacity))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> generator.code(each, -1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theSameSecretGivesTheSameCodes() {
    byte[] secret = secret(random);
    for (int i = 0; i < 100; i++) {
      assertThat(new KeyGenerator(secret.clone(), false).code(7, i))
          .isEqualTo(new KeyGenerator(secret, false).code(7, i));
    }
  }

  /** Otherwise a server with the next version would give out published codes again. */
  @Test
  void theCodesOfASecretStayTheSameForEver() {
    byte[] secret = new byte[KeyGenerator.SECRET_BYTES];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    KeyGenerator all = new KeyGenerator(secret, false);
    assertThat(all.code(1, 0)).isEqualTo("V");
    assertThat(all.code(2, 1)).isEqualTo("yD");
    assertThat(all.code(3, 2)).isEqualTo("lJk");
    assertThat(all.code(7, 0)).isEqualTo("narwQ6u");
    assertThat(all.code(7, 1)).isEqualTo("ctTUC1n");
    assertThat(all.code(10, 1000000)).isEqualTo("FVfCwS05h1");
    KeyGenerator small = new KeyGenerator(secret, true);
    assertThat(small.code(1, 0)).isEqualTo("h");
    assertThat(small.code(2, 1)).isEqualTo("ri");
    assertThat(small.code(3, 2)).isEqualTo("lyk");
    assertThat(small.code(7, 0)).isEqualTo("rw5l0cy");
    assertThat(small.code(7, 1)).isEqualTo("9xpveej");
    assertThat(small.code(10, 1000000)).isEqualTo("q0m53q4kz5");
  }

  @Test
  void anotherSecretGivesOtherCodes() {
    byte[] secret = secret(random);
    KeyGenerator one = new KeyGenerator(secret, false);
    for (int bit = 0; bit < 8 * secret.length; bit++) {
      byte[] flipped = secret.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      KeyGenerator other = new KeyGenerator(flipped, false);
      int same = 0;
      for (int i = 0; i < 100; i++) {
        same += one.code(7, i).equals(other.code(7, i)) ? 1 : 0;
      }
      assertThat(same).as("bit %d", bit).isLessThan(2);
    }
  }

  /** Chance would have it about 1,613 times in 100,000; seven standard deviations are 279. */
  @Test
  void neighboursAgreeInAPlaceNoMoreOftenThanByChance() {
    int pairs = 100_000;
    int[] agreeing = new int[7];
    for (int i = 0; i < pairs; i++) {
      String one = generator.code(7, i);
      String next = generator.code(7, i + 1);
      for (int place = 0; place < 7; place++) {
        agreeing[place] += one.charAt(place) == next.charAt(place) ? 1 : 0;
      }
    }
    for (int place = 0; place < 7; place++) {
      assertThat(agreeing[place]).as("place %d", place).isBetween(1_613 - 279, 1_613 + 279);
    }
  }

  /** As many rises as falls: 50,000 of 100,000; ten standard deviations are about 1,000. */
  @Test
  void codesNeitherRiseNorFall() {
    int rises = 0;
    for (int i = 0; i < 100_000; i++) {
      rises += generator.code(7, i).compareTo(generator.code(7, i + 1)) < 0 ? 1 : 0;
    }
    assertThat(rises).isBetween(49_000, 51_000);
  }

  /** Every digit in every place: 1,613 of 100,000 by chance. */
  @Test
  void theFirstNumbersUseAllDigitsEvenly() {
    int[][] seen = new int[7][128];
    for (int i = 0; i < 100_000; i++) {
      String code = generator.code(7, i);
      for (int place = 0; place < 7; place++) {
        seen[place][code.charAt(place)]++;
      }
    }
    for (int[] place : seen) {
      int[] used = Arrays.stream(place).filter(n -> n > 0).toArray();
      assertThat(used).hasSize(62);
      assertThat(Arrays.stream(used).min().orElseThrow()).isGreaterThan(1_613 - 279);
      assertThat(Arrays.stream(used).max().orElseThrow()).isLessThan(1_613 + 279);
    }
  }

  @Test
  void sequentialCodesAreTheOriginals() {
    assertThat(generator.sequential(0)).isEqualTo("0");
    assertThat(generator.sequential(9)).isEqualTo("9");
    assertThat(generator.sequential(10)).isEqualTo("a");
    assertThat(generator.sequential(35)).isEqualTo("z");
    assertThat(generator.sequential(36)).isEqualTo("A");
    assertThat(generator.sequential(61)).isEqualTo("Z");
    assertThat(generator.sequential(62)).isEqualTo("10");
    assertThat(generator.sequential(39_259)).isEqualTo("add");
    assertThat(generator.sequential(Long.MAX_VALUE)).isEqualTo("aZl8N0y58M7");
  }

  @Test
  void sequentialCodesDoWithoutCapitalsWhereCaseIsFolded() {
    assertThat(folding.sequential(35)).isEqualTo("z");
    assertThat(folding.sequential(36)).isEqualTo("10");
    assertThat(folding.sequential(Long.MAX_VALUE))
        .isEqualTo(Long.toString(Long.MAX_VALUE, Character.MAX_RADIX));
  }

  @Test
  void aNegativeNumberHasNoSequentialCode() {
    assertThatThrownBy(() -> generator.sequential(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Random seeded() {
    System.out.println("gotourl.seed=" + SEED);
    return new Random(SEED);
  }

  private static byte[] secret(Random random) {
    byte[] secret = new byte[KeyGenerator.SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }
}
